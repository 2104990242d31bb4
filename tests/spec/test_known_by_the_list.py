"""What a list says was written by the list's date, and archives named together are loaded in the order of their dates."""

from pathlib import Path

import pytest

from peeler.refresh.keeping import rebuild
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant, parse_moment
from tests.loaded import CATALOGUE, LoadedLedger, ledger
from tests.spec.test_police_uk_traps import crime, street

APRIL, JUNE = "2024-04", "2024-06"
IN_JUNE = {"a": "Robbery", "b": "Robbery", "d": "Arson"}


def archives(folder: Path) -> dict[str, Path]:
    """Two archives about March: by June one crime has another type, one has gone and one has come."""
    burglary, robbery = crime("a" * 64), crime("b" * 64, **{"Crime type": "Robbery"})
    theft, arson = crime("c" * 64, **{"Crime type": "Other theft"}), crime("d" * 64, **{"Crime type": "Arson"})
    others = [crime(f"{number:064d}") for number in range(20)]
    now_robbery = {**burglary, "Crime type": "Robbery"}
    held = {APRIL: [burglary, robbery, theft, *others], JUNE: [now_robbery, robbery, arson, *others]}
    for newest, rows in held.items():
        street(folder / newest, rows)
        street(folder / newest, [crime("e" * 64)], month=newest)
    return {newest: folder / newest for newest in held}


def types_known(loaded: LoadedLedger, known: Instant) -> dict[str, str]:
    """The crime type of the lettered crimes, as known at a moment."""
    projection = Projection(None)
    rebuild(loaded.durable, projection, CATALOGUE)
    query = (
        "select object, crime_type from (select * from investigation_current union all select * from investigation_withdrawn)"
        f" where known_at <= make_timestamp({known}) and valid_to > '9000-01-01' group by all having sum(sign) > 0"
    )
    with projection.reading() as reading:
        found: dict[str, str] = dict(reading.rows(query))
    projection.close()
    return {name[-1]: kind for name, kind in found.items() if name[-1] in "abcd"}


@pytest.mark.parametrize("order", [(APRIL, JUNE), (JUNE, APRIL)])
def test_what_was_known_goes_by_the_dates_of_the_lists(tmp_path: Path, order: tuple[str, str]) -> None:
    files = archives(tmp_path)
    with ledger() as loaded:
        loaded.load(*(files[dated] for dated in order), founding=True)
        assert types_known(loaded, parse_moment("2024-04-29", edge="end")) == {}
        in_may = types_known(loaded, parse_moment("2024-05-15", edge="end"))
        in_july = types_known(loaded, parse_moment("2024-07-01", edge="end"))
    assert in_may == {"a": "Burglary", "b": "Robbery", "c": "Other theft"}
    assert in_july == IN_JUNE


def test_an_older_archive_loaded_later_changes_nothing_of_what_a_newer_one_says(tmp_path: Path) -> None:
    files = archives(tmp_path)
    with ledger() as loaded:
        loaded.load(files[JUNE], founding=True)
        loaded.load(files[APRIL], founding=True)
        assert types_known(loaded, parse_moment("2024-07-01", edge="end")) == IN_JUNE


def test_every_event_of_an_archive_was_written_by_the_end_of_its_newest_month(tmp_path: Path) -> None:
    with ledger() as loaded:
        loaded.load(archives(tmp_path)[APRIL], founding=True)
        events = loaded.durable.ledger.timeline("investigation", "crime:" + "a" * 64)  # type: ignore[arg-type]
    assert {one.event.recorded_at for one in events} == {parse_moment("2024-04-30", edge="end")}
