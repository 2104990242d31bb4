"""Property: lists of a scope may arrive in any order, and the same facts stand at the end, as a naive reading has
them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.refresh.load import LoadReport
from peeler.sources.derivation import Difference, Version, standing
from peeler.sources.entries import UNREADABLE
from peeler.sources.snapshots import ListPlace, Stamp, history_of, with_list
from peeler.terms.events import canonical
from tests.loaded import REGISTER, LivingEvent, LoadedLedger, ledger

CONTENTS = [bytes([colour, place]) for colour in b"rgb" for place in b"xy"]
told = st.sampled_from([None, None, UNREADABLE, *CONTENTS])
histories = st.lists(told, min_size=1, max_size=6)


def compare(one: bytes, other: bytes) -> Difference:
    """The second byte happened, the first is corrected."""
    return Difference(happened=one[1] != other[1], corrected=one[0] != other[0])


class Stands(NamedTuple):
    """A fact as a naive reader has it: since which list, with which place, in which colour."""

    since: str
    place: int
    colour: int


def naive(history: Sequence[tuple[str, bytes | None]]) -> set[Stands]:
    """What stands at the end: each place since it was told, all in the colour told last; nothing once the entry is
    gone.
    """
    facts: list[tuple[str, int]] = []
    before: bytes | None = None
    for dated, content in history:
        if content is None:
            facts = []
        elif before is None or before[1] != content[1]:
            facts.append((dated, content[1]))
        before = content
    return {Stands(since, place, before[0]) for since, place in facts if before}


class LedgerOfOne:
    """What the ledger would hold of one entry: events accepted, and those dead for good (ruling 2)."""

    def __init__(self) -> None:
        self.stamps: list[Stamp] = []
        self.changes: dict[Stamp, bytes | None] = {}
        self.accepted: dict[str, Version] = {}
        self.dead: set[str] = set()

    def arrive(self, stamp: Stamp, content: bytes | None) -> None:
        """A list comes in among those there are."""
        later = [other for other in self.stamps if other > stamp]
        place = ListPlace(stamp, None, min(later, default=None))
        was = standing(history_of(self.stamps, self.changes, UNREADABLE), b"entry", compare)
        self.stamps, self.changes = with_list(self.stamps, self.changes, place, content)
        now = standing(history_of(self.stamps, self.changes, UNREADABLE), b"entry", compare)
        for version in now:
            if version.name not in {one.name for one in was}:
                assert version.name not in self.dead, "an event that is dead for good was wanted again"
                self.accepted[version.name] = version
                self.dead.add(version.before)
        self.dead |= {one.name for one in was} - {one.name for one in now}

    @property
    def living(self) -> dict[str, Version]:
        """What was accepted and is not dead."""
        return {name: version for name, version in self.accepted.items() if name not in self.dead}


@given(history=histories, data=st.data())
@settings(max_examples=400)
def test_one_entry_ends_the_same_whatever_the_order_in_which_its_lists_arrive(
    history: list[bytes | None], data: st.DataObject
) -> None:
    lists = [(Stamp(f"2024-01-{day:02}", 0), content) for day, content in enumerate(history, start=1)]
    in_order, shuffled = LedgerOfOne(), LedgerOfOne()
    for stamp, content in lists:
        in_order.arrive(stamp, content)
    for stamp, content in data.draw(st.permutations(lists)):
        shuffled.arrive(stamp, content)
    assert shuffled.living == in_order.living
    readable = [(stamp.dated, content) for stamp, content in lists if content != UNREADABLE]
    stands = [Stands(one.dated, one.happening[1], one.correcting[0]) for one in in_order.living.values()]
    assert len(stands) == len(set(stands))
    assert set(stands) == naive(readable)


rows = st.tuples(
    st.sampled_from(["a", "b", ""]), st.sampled_from(["red", "blue"]), st.sampled_from(["here", "there", ""])
)
dumps = st.lists(st.lists(rows, min_size=1, max_size=5), min_size=2, max_size=4)
Row = tuple[str, str, str]


HEADER = ("Reference", "Colour", "Place")


def load_dump(loaded: LoadedLedger, dated: str, dump: Sequence[Row]) -> LoadReport:
    """Loads a dump under its date."""
    path = loaded.folder / "things-of-a-day.csv"
    path.write_text("".join(",".join(row) + "\n" for row in [HEADER, *dump]), encoding="utf-8")
    return loaded.load(path, dated=dated, confirm=True, force="northmoor")


def naive_entries(dump: Sequence[Row]) -> dict[tuple[str, int], Row]:
    """Rows by key and number: of one key numbered by their text, without a key each its own."""
    entries: dict[tuple[str, int], Row] = {}
    for key in {row[0] for row in dump if row[0]}:
        distinct = sorted({text_of(row): row for row in dump if row[0] == key}.items())
        entries |= {(key, number): row for number, (_, row) in enumerate(distinct)}
    for row in {row for row in dump if not row[0]}:
        entries |= {(f"-{row}", number): row for number in range(list(dump).count(row))}
    return entries


def text_of(row: Row) -> str:
    """A row as the text by which rows of one key are numbered."""
    return canonical({name: value for name, value in zip(HEADER, row, strict=True) if value})


def naive_facts(lists: Mapping[str, Sequence[Row]]) -> list[tuple[str, str]]:
    """(place, colour) of everything that stands after the last list."""
    entries = {dated: naive_entries(dump) for dated, dump in lists.items()}
    facts: list[tuple[str, str]] = []
    for key in {key for held in entries.values() for key in held}:
        history = [(dated, entries[dated].get(key)) for dated in sorted(entries)]
        facts += naive_rows(history)
    return sorted(facts)


def naive_rows(history: Sequence[tuple[str, Row | None]]) -> list[tuple[str, str]]:
    """As ``naive``, over rows."""
    places: list[str] = []
    before: Row | None = None
    for _, row in history:
        if row is None:
            places = []
        elif before is None or before[2] != row[2]:
            places.append(row[2])
        before = row
    return [(place, before[1]) for place in places] if before else []


def said(event: LivingEvent) -> tuple[str, str]:
    """(place, colour) of an event."""
    return event.data.get("area", ""), event.data["code"]


@given(dumps=dumps, data=st.data())
@settings(max_examples=25)
def test_a_ledger_ends_the_same_whatever_the_order_in_which_the_files_are_loaded(
    dumps: list[list[Row]], data: st.DataObject
) -> None:
    lists = {f"2024-01-{day:02}": dump for day, dump in enumerate(dumps, start=1)}
    order = data.draw(st.permutations(sorted(lists)))
    with ledger(REGISTER) as in_order, ledger(REGISTER) as shuffled:
        for dated in sorted(lists):
            load_dump(in_order, dated, lists[dated])
        for dated in order:
            load_dump(shuffled, dated, lists[dated])
        stands = in_order.living()
        assert shuffled.living() == stands
        assert sorted(map(said, stands)) == naive_facts(lists)
        again = load_dump(in_order, order[0], data.draw(st.permutations(lists[order[0]])))
        assert [one.duplicate - one.read for one in again.files] == [0]
        assert in_order.living() == stands
