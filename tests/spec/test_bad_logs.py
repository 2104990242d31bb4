"""Bad event logs in XES: each gets one clear line, a refusal or an entry in quarantine, and leaves nothing half-loaded."""

import gzip
import tracemalloc
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.sources.delimited import Rows
from peeler.sources.limits import FIELD_CHARACTERS
from peeler.sources.xes import DEEPEST, MOST_KEYS, TAG_BYTES, xes_columns, xes_rows
from peeler.terms.errors import RequestError
from tests.loaded import LoadedLedger, ledger

CATALOGUE = load_catalogue(Path(__file__).parents[1] / "catalogues" / "event_logs")
CASE = '<string key="concept:name" value="one"/>'
EVENT = '<event><string key="concept:name" value="{}"/><date key="time:timestamp" value="{}"/></event>'
GOOD = EVENT.format("Receive", "2024-03-01T09:00:00.000+00:00")
NAME = "receipt.xes"


def log(*inside: str, before: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    """A log of one case."""
    return "\n".join([f"{before}<log>", "<trace>", CASE, *inside, "</trace>", "</log>"])


WHOLE = log(GOOD, EVENT.format("Decide", "2024-03-02T09:00:00Z"))
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
OUTSIDE = '<!DOCTYPE log [<!ENTITY file SYSTEM "file:///etc/passwd">]>\n'
DEEP = '<string key="a" value="b">' * DEEPEST + "</string>" * DEEPEST
BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "no XML": ("case,activity\n1,2\n", "not whole XML: cut off or damaged at line 1"),
    "another kind of XML": ("<html><log/></html>", "not an event log in XES: its outermost element is not <log>"),
    "no events": (log(), "holds no events"),
    "cut inside a tag": (WHOLE[:-40], "not whole XML: cut off or damaged at line 6"),
    "cut between tags": (WHOLE.removesuffix("</log>"), "not whole XML: cut off or damaged at line"),
    "more after its end": (f"{WHOLE}\n<log/>", "not whole XML: cut off or damaged at line 9"),
    "Latin-1 that says it is UTF-8": (WHOLE.replace("Receive", "Reç").encode("latin-1"), "damaged at line 5"),
    "entities within entities": (
        log(GOOD, before=f'<!DOCTYPE log [<!ENTITY a0 "x">{BOMB}]>\n').replace("Receive", "&a9;"), "declares a document type",
    ),
    "an entity of another file": (log(GOOD, before=OUTSIDE).replace("Receive", "&file;"), "declares a document type"),
    "a document type elsewhere": (
        log(GOOD, before='<!DOCTYPE log SYSTEM "http://localhost/log.dtd">\n'), "declares a document type or entities",
    ),
    "an entity that nobody declares": (log(GOOD).replace("Receive", "&a;"), "not whole XML: cut off or damaged at line 5"),
    "nested without end": (log(f"<event>{DEEP}</event>"), f"line 5: nested more than {DEEPEST} deep"),
    "an attribute without a key": (log(GOOD.replace('key="concept:name" ', "")), "line 5: an attribute without a key"),
    "a very long attribute": (log(GOOD.replace("Receive", "x" * (FIELD_CHARACTERS + 1))), "line 5: an attribute without"),
    "a tag without end": (log(GOOD.replace("Receive", "x" * (TAG_BYTES + 2_000_000))), "line 5: a tag of more than"),
    "too many attributes": (
        log("<event>", *(f'<int key="k{n}" value="1"/>' for n in range(MOST_KEYS)), "</event>"),
        f"has more than {MOST_KEYS:,} different attributes",
    ),
}  # fmt: skip


@pytest.fixture
def loaded() -> Iterator[LoadedLedger]:
    with ledger(CATALOGUE) as made:
        yield made


def file(folder: Path, content: str | bytes, name: str = NAME) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("packed", [False, True])
def test_a_log_that_cannot_be_trusted_is_one_entry_in_quarantine(
    what: str, packed: bool, loaded: LoadedLedger, tmp_path: Path
) -> None:
    content, reason = BAD[what]
    path = file(tmp_path, content)
    if packed:
        path = file(tmp_path, gzip.compress(path.read_bytes(), 0), f"{NAME}.gz")
    report = loaded.load(path, force="office")
    (problem,) = report.problems
    assert reason in problem
    assert "\n" not in problem
    assert report.failed
    assert [(one.read, one.accepted, one.quarantined) for one in report.files] == [(1, 0, 1)]
    assert loaded.durable.ledger.counts().events == 0


def refusal(loaded: LoadedLedger, path: Path) -> str:
    """The one line of a load that is refused, with nothing left behind."""
    with pytest.raises(RequestError) as refused:
        loaded.load(path, force="office")
    assert "\n" not in str(refused.value)
    assert loaded.nothing_is_there()
    return str(refused.value)


def test_a_packed_log_that_is_cut_or_damaged_or_none_is_refused(loaded: LoadedLedger, tmp_path: Path) -> None:
    whole = gzip.compress(WHOLE.encode() * 100)
    name = f"{NAME}.gz"
    for content in (whole[:-9], whole[:40] + b"xxxx" + whole[44:], whole[:-8] + b"12345678", WHOLE.encode()):
        assert refusal(loaded, file(tmp_path, content, name)) == f"{name}: not a whole gzip file: cut off or damaged"


def test_a_packed_log_that_unpacks_without_end_is_refused_before_it_fills_the_memory(
    loaded: LoadedLedger, tmp_path: Path
) -> None:
    bomb = file(tmp_path, gzip.compress(b"<log>" + b" " * 40_000_000), f"{NAME}.gz")
    tracemalloc.start()
    assert "unpacks to more than 200 times its size; not read" in refusal(loaded, bomb)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_an_attribute_that_the_source_does_not_name_is_refused_and_so_is_one_that_is_missing(
    loaded: LoadedLedger, tmp_path: Path
) -> None:
    more = GOOD.replace("</event>", '<int key="org:grup" value="1"/><float key="cost" value="1.5"/></event>')
    line = refusal(loaded, file(tmp_path, log(more)))
    assert line.endswith("unknown column 'org:grup'; did you mean 'org:group'?; and unknown cost")
    assert "column 'time:timestamp' is missing" in refusal(loaded, file(tmp_path, log("<event/>")))


def test_an_event_that_is_not_understood_is_quarantined_with_its_line_and_the_others_are_loaded(
    loaded: LoadedLedger, tmp_path: Path
) -> None:
    bad = [
        EVENT.format("Receive", "yesterday"),
        GOOD.replace("<date", '<string key="concept:name" value="Else"/><date'),
        '<event><string key="concept:name" value="When?"/></event>',
    ]
    stray = f"{GOOD}</log>"  # an event of no case
    content = log(GOOD, *bad, GOOD.replace("Receive", "Decide")).replace("</log>", stray)
    report = loaded.load(file(tmp_path, content), force="office")
    assert [(one.read, one.accepted, one.quarantined) for one in report.files] == [(6, 2, 4)]
    entries = {entry.row.position: entry.row.reason for entry in loaded.durable.quarantined.every()}
    assert entries == {
        6: "the time is not a time such as 2024-04-30T09:15:00+01:00",
        7: "says 'concept:name' twice",
        8: "the time is not given",
        11: "application is not given",
    }


def test_a_log_inside_a_zip_is_read_in_place(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = tmp_path / "logs.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(f"deep/{NAME}.gz", gzip.compress(WHOLE.encode()))
    assert [(one.read, one.accepted) for one in loaded.load(path, force="office").files] == [(2, 2)]


def test_only_what_is_wanted_of_a_long_log_is_held() -> None:
    note = '<string key="note" value="{}"/>'
    events = "".join(GOOD.replace("</event>", note.format(f"{n:0500}") + "</event>") for n in range(20_000))
    stream = BytesIO(log(events).encode())
    tracemalloc.start()
    found = xes_rows(stream, ["case:concept:name", "concept:name", "nowhere"])
    assert (
        tracemalloc.get_traced_memory()[1] < 15_000_000
    )  # the file has 13 million characters, its tree would have far more
    tracemalloc.stop()
    assert isinstance(found, Rows)
    assert {key: set(texts) for key, texts in found.columns.items()} == {
        "case:concept:name": {"one"},
        "concept:name": {"Receive"},
    }
    assert (len(found.lines), found.broken) == (20_000, ())


def test_the_attributes_of_a_log_are_those_of_its_cases_and_events_alone() -> None:
    inner = '<string key="a" value="1"><string key="inner" value="2"/></string><list key="l"><values><int key="v" value="3"/></values></list>'
    made = log(f'<event xmlns:x="urn:other">{inner}</event>').replace(
        "<log>", '<log xmlns="http://x"><int key="of:log" value="4"/>'
    )
    assert xes_columns(BytesIO(made.encode())) == ("case:concept:name", "a")
    assert xes_columns(BytesIO(log(GOOD, before="").encode("utf-16"))) == (
        "case:concept:name", "concept:name", "time:timestamp",
    )  # fmt: skip
