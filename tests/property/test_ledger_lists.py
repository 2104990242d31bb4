"""Property: lists arrive in any order, and each is read back exactly as it was (ruling 11)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.store.durable import Durable
from peeler.store.records import EntryChange, KeptList
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import SourceName

PLACE = (SourceName("police_uk"), "street", "{}")
ENTRIES = [bytes([n]) * 16 for n in range(4)]
LISTS = st.dictionaries(st.sampled_from(ENTRIES), st.sampled_from(ENTRIES[:3]))
PLACES = st.tuples(st.sampled_from(["2024-01", "2024-02", "2024-03"]), st.integers(0, 1))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACES, LISTS, min_size=1, max_size=5).flatmap(lambda d: st.permutations(list(d.items()))))
def test_every_list_is_read_back_whatever_the_order(lists: list[tuple[tuple[str, int], dict[bytes, bytes]]]) -> None:
    with TemporaryDirectory() as folder:
        durable = Durable(Path(folder))
        for (dated, issue), entries in lists:
            with durable.commit(now=Instant(0), founding=False) as opened:
                opened.keep_list(KeptList(*PLACE, dated, issue, entries))
        found = {(s.dated, s.issue): durable.lists.entries(s) for s in durable.lists.snapshots(*PLACE)}
        histories = durable.lists.histories(*PLACE)
        durable.close()
    assert list(found) == sorted(dict(lists))
    assert found == dict(lists)
    assert {entry: changes for entry in ENTRIES if (changes := told(entry, dict(lists)))} == histories


def told(entry: bytes, lists: dict[tuple[str, int], dict[bytes, bytes]]) -> list[EntryChange]:
    """The history of an entry, read straight from the lists."""
    changes: list[EntryChange] = []
    before: bytes | None = None
    for place in sorted(lists):
        content = lists[place].get(entry)
        if content != before:
            changes.append(EntryChange(*place, content))
        before = content
    return changes
