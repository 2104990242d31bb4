"""Unit: snapshot lists keep their changes only, in the order of their dates, whenever they arrive (ruling 11)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from peeler.store.durable import Durable
from peeler.store.records import KeptList, KeptRow, list_digest
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import SourceName

SOURCE, TABLE, SCOPE = SourceName("police_uk"), "street", '{"force":"kent","month":"2024-01"}'
PLACE = (SOURCE, TABLE, SCOPE)


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def entry(name: str) -> bytes:
    return name.encode().ljust(16, b".")


def entries(**contents: str) -> dict[bytes, bytes]:
    return {entry(name): entry(content) for name, content in contents.items()}


def keep(durable: Durable, dated: str, listed: Mapping[bytes, bytes], issue: int = 0, scope: str = SCOPE) -> None:
    with durable.commit(now=Instant(0), founding=False) as opened:
        opened.keep_list(KeptList(SOURCE, TABLE, scope, dated, issue, listed))


def changes(durable: Durable) -> int:
    with durable.connections.reading() as connection:
        return int(connection.execute("select count(*) from snapshot_change").fetchone()[0])


def test_a_list_is_read_back_as_it_was(durable: Durable) -> None:
    listed = entries(a="1", b="2")
    keep(durable, "2024-02", listed)
    snapshot = durable.lists.snapshots(*PLACE)[0]
    assert (snapshot.dated, snapshot.issue, snapshot.rows, snapshot.digest) == ("2024-02", 0, 2, list_digest(listed))
    assert durable.lists.entries(snapshot) == listed


def test_only_what_changed_is_kept(durable: Durable) -> None:
    keep(durable, "2024-02", entries(a="1", b="2", c="3"))
    keep(durable, "2024-03", entries(a="1", b="9"))
    assert changes(durable) == 5
    assert [durable.lists.entries(s) for s in durable.lists.snapshots(*PLACE)] == [
        entries(a="1", b="2", c="3"),
        entries(a="1", b="9"),
    ]


def test_a_list_between_two_others_changes_neither(durable: Durable) -> None:
    first, middle, last = entries(a="1", b="2"), entries(a="5", c="3"), entries(a="1", c="3", d="4")
    keep(durable, "2024-02", first)
    keep(durable, "2024-04", last)
    keep(durable, "2024-03", middle)
    assert [durable.lists.entries(s) for s in durable.lists.snapshots(*PLACE)] == [first, middle, last]


def test_a_list_before_all_others_changes_none(durable: Durable) -> None:
    keep(durable, "2024-04", entries(a="1"))
    keep(durable, "2024-02", entries(b="2"))
    assert [durable.lists.entries(s) for s in durable.lists.snapshots(*PLACE)] == [entries(b="2"), entries(a="1")]


def test_the_neighbours_of_a_date(durable: Durable) -> None:
    for dated in ("2024-02", "2024-04"):
        keep(durable, dated, entries(a=dated))
    keep(durable, "2024-02", entries(a="again"), issue=1)

    def around(dated: str) -> list[tuple[str, int] | None]:
        return [s and (s.dated, s.issue) for s in durable.lists.neighbours(*PLACE, dated)]

    assert around("2024-01") == [None, ("2024-02", 0)]
    assert around("2024-02") == [("2024-02", 1), ("2024-04", 0)]
    assert around("2024-03") == [("2024-02", 1), ("2024-04", 0)]
    assert around("2024-04") == [("2024-04", 0), None]


def test_the_history_of_an_entry_says_when_it_came_changed_and_left(durable: Durable) -> None:
    keep(durable, "2024-02", entries(a="1", b="1"))
    keep(durable, "2024-03", entries(b="1"))
    keep(durable, "2024-05", entries(a="2", b="1"))
    keep(durable, "2024-04", entries(b="1", c="1"))
    histories = durable.lists.histories(*PLACE, [entry("a"), entry("?")])
    assert histories == {entry("a"): [("2024-02", 0, entry("1")), ("2024-03", 0, None), ("2024-05", 0, entry("2"))]}
    assert set(durable.lists.histories(*PLACE)) == {entry("a"), entry("b"), entry("c")}


def test_scopes_do_not_mix(durable: Durable) -> None:
    keep(durable, "2024-02", entries(a="1"))
    keep(durable, "2024-02", entries(a="9"), scope="{}")
    assert durable.lists.entries(durable.lists.snapshots(*PLACE)[0]) == entries(a="1")
    assert durable.lists.snapshots(SOURCE, "outcomes", SCOPE) == []


def test_a_place_is_taken_once(durable: Durable) -> None:
    keep(durable, "2024-02", entries(a="1"))
    with pytest.raises(ValueError, match="dated 2024-02, issue 0, already"):
        keep(durable, "2024-02", entries(a="2"))
    assert durable.lists.entries(durable.lists.snapshots(*PLACE)[0]) == entries(a="1")


def test_an_empty_list_is_a_list(durable: Durable) -> None:
    keep(durable, "2024-02", entries(a="1"))
    keep(durable, "2024-03", {})
    assert [s.rows for s in durable.lists.snapshots(*PLACE)] == [1, 0]
    assert durable.lists.entries(durable.lists.snapshots(*PLACE)[1]) == {}


def test_equal_lists_have_equal_digests_whatever_their_order() -> None:
    assert list_digest(entries(a="1", b="2")) == list_digest(entries(b="2", a="1"))
    assert list_digest(entries(a="1", b="2")) != list_digest(entries(a="2", b="1"))


def test_the_content_of_an_entry_leads_to_the_row_kept(durable: Durable) -> None:
    with durable.commit(now=Instant(0), founding=False) as opened:
        numbers = opened.keep_rows([KeptRow("x,1"), KeptRow("x,2"), KeptRow("x,1")])
    assert numbers[0] == numbers[2] != numbers[1]
    contents = [durable.mark("x,1"), durable.mark("x,2"), durable.mark("never seen")]
    assert durable.lists.texts(contents) == {contents[0]: (numbers[0], "x,1"), contents[1]: (numbers[1], "x,2")}


def test_a_row_that_no_file_can_hold_is_kept_as_near_as_may_be(durable: Durable) -> None:
    with durable.commit(now=Instant(0), founding=False) as opened:
        opened.keep_rows([KeptRow("half \ud800 a pair")])
    content = durable.mark("half ? a pair")
    assert durable.lists.texts([content])[content].text == "half ? a pair"
