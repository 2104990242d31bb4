"""Unit: personal values lie apart, and once a person is erased their name is in no file, now or later (ruling 23)."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from peeler.store.connections import Connections
from peeler.store.durable import Durable
from peeler.store.erasure import remains
from peeler.store.mentions import Mentions
from peeler.store.records import ACCEPTED, DUPLICATE, Erased, KeptRow, Quarantined
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.events import PersonalValue
from peeler.terms.identifiers import EventId, ObjectId
from tests.said import RMS, commit, described, erase, event, holding

ZEB, ANN = "person:rms/1", "person:rms/2"
NAME = "Zebedee Quillfeather"


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def keep(durable: Durable, *rows: KeptRow) -> list[int]:
    with durable.commit(now=Instant(0), founding=False) as opened:
        return opened.keep_rows(rows)


def quarantine(durable: Durable, *rows: Quarantined) -> int:
    with durable.commit(now=Instant(0), founding=False) as opened:
        return opened.quarantine(rows)


def note(subject: str, text: str) -> PersonalValue:
    return PersonalValue("text", ObjectId(subject), text)


def test_the_payload_says_only_that_a_field_is_filled_and_equal(durable: Durable) -> None:
    commit(durable, described("a", ZEB, NAME), described("b", ANN, NAME), described("c", ANN, "Ann Other"))
    marks = [durable.ledger.event(EventId(name))[0].event.data for name in "abc"]
    assert marks[0] == f'{{"name":{{"digest":"{durable.mark(NAME).hex()}"}}}}'
    assert marks[0] == marks[1] != marks[2]


def test_another_workspace_makes_other_marks(durable: Durable, tmp_path: Path) -> None:
    other = Durable(tmp_path / "other")
    assert other.mark(NAME) != durable.mark(NAME)
    other.close()


def test_personal_values_are_read_by_subject_event_and_field(durable: Durable) -> None:
    commit(durable, described("a", ZEB, NAME), described("b", ANN, "Ann Other"))
    by_subject, by_event = durable.personal.of_subject(ObjectId(ZEB)), durable.personal.of_event(1)
    assert by_subject == by_event
    assert [(entry.event, entry.field, entry.text) for entry in by_subject] == [("a", "name", NAME)]
    assert len(durable.personal.of_field("investigation.recorded", "name")) == 2


def test_an_erased_name_is_in_no_file_and_counts_stay(durable: Durable, tmp_path: Path) -> None:
    rows = keep(durable, KeptRow(f"1,{NAME}", (ObjectId(ZEB),)), KeptRow("2,Ann Other", (ObjectId(ANN),)))
    commit(durable, described("a", ZEB, NAME, row=rows[0]), described("b", ANN, "Ann Other", row=rows[1]))
    quarantine(durable, Quarantined(RMS, "f.csv", 3, "no date", f"3,{NAME}"))
    assert holding(tmp_path, NAME) != []
    counts = durable.ledger.counts()
    assert erase(durable, ZEB) == Erased(ObjectId(ZEB), values=1, rows=1, quarantined=1, mentions=0)
    assert holding(tmp_path, NAME) == []
    assert holding(tmp_path, "Quillfeather") == []
    assert durable.ledger.counts() == counts._replace(commits=counts.commits + 1)
    assert durable.ledger.check_chain() == []
    assert [entry.row.text for entry in durable.quarantined.every()] == [None]
    assert holding(tmp_path, "Ann Other") != []


def test_loading_the_same_again_does_not_bring_a_person_back(durable: Durable, tmp_path: Path) -> None:
    row, bad = KeptRow(f"1,{NAME}", (ObjectId(ZEB),)), Quarantined(RMS, "f.csv", 3, "no date", f"3,{NAME}")
    number = keep(durable, row)[0]
    commit(durable, described("a", ZEB, NAME, row=number))
    quarantine(durable, bad)
    erase(durable, ZEB)
    assert keep(durable, row, KeptRow(row.text)) == [number, number]
    assert commit(durable, described("a", ZEB, NAME, row=number)) == [DUPLICATE]
    assert quarantine(durable, bad) == 0
    assert quarantine(durable, bad._replace(file="again.csv")) == 1
    durable.close()
    assert holding(tmp_path, NAME) == []


def test_what_names_an_erased_person_later_is_accepted_without_text(durable: Durable, tmp_path: Path) -> None:
    commit(durable, described("a", ZEB, NAME))
    erase(durable, ZEB)
    assert commit(durable, described("b", ZEB, "Zeb Quillfeather")) == [ACCEPTED]
    assert durable.mark("Zeb Quillfeather").hex() in durable.ledger.event(EventId("b"))[0].event.data
    keep(durable, KeptRow("9,Zeb Quillfeather", (ObjectId(ANN), ObjectId(ZEB))))
    quarantine(durable, Quarantined(RMS, "g.csv", 1, "no date", "8,Zeb Quillfeather", (ObjectId(ZEB),)))
    assert durable.personal.of_subject(ObjectId(ZEB)) == []
    assert durable.personal.is_erased(ObjectId(ZEB))
    durable.close()
    assert holding(tmp_path, "Quillfeather") == []


def test_the_row_of_an_event_that_names_the_person_goes_too(durable: Durable) -> None:
    number = keep(durable, KeptRow("1,anonymous to us"))[0]
    commit(durable, event("a", about={"investigation": "crime:1", "victim": ZEB}, row=number))
    assert erase(durable, ZEB).rows == 1
    content = durable.mark("1,anonymous to us")
    assert durable.lists.texts([content])[content] == (number, None)


def test_rows_that_only_mention_the_person_go(durable: Durable) -> None:
    keep(durable, KeptRow("ZEBEDEE QUILLFEATHER seen"), KeptRow("Quillfeather;Zebedee"), KeptRow("Zebedee Smith"))
    commit(durable, described("a", ZEB, NAME))
    assert erase(durable, ZEB).rows == 2


def test_a_short_value_mentions_nobody(durable: Durable) -> None:
    keep(durable, KeptRow("Ann was there"))
    commit(durable, described("a", ANN, "Ann"))
    assert erase(durable, ANN) == Erased(ObjectId(ANN), values=1, rows=0, quarantined=0, mentions=0)


def test_a_note_about_another_keeps_all_but_the_name(durable: Durable) -> None:
    text = f"Neighbour saw {NAME} and Zebedee Quillfeathers leave"
    said = event("n", personal=(note("crime:1", text),))
    commit(durable, said, described("a", ZEB, NAME))
    assert erase(durable, ZEB).mentions == 1
    notes = durable.personal.of_subject(ObjectId("crime:1"))
    assert [entry.text for entry in notes] == ["Neighbour saw [erased] and Zebedee Quillfeathers leave"]
    commit(durable, said._replace(id=EventId("again")))
    assert len(durable.personal.of_subject(ObjectId("crime:1"))) == 1


def test_a_namesake_keeps_their_own_name(durable: Durable) -> None:
    commit(durable, described("a", ZEB, NAME), described("b", ANN, NAME))
    erase(durable, ZEB)
    assert [entry.text for entry in durable.personal.of_subject(ObjectId(ANN))] == [NAME]


def test_an_erasure_is_a_decision_that_holds_no_values(durable: Durable) -> None:
    commit(durable, described("a", ZEB, NAME))
    erase(durable, ZEB, why=f"{NAME} asked")
    entry = durable.decided.every()[0]
    assert (entry.decision.kind, entry.decision.who, entry.decision.about) == ("erase", "registrar", ZEB)
    assert entry.decision.why == "[erased] asked"
    assert entry.decision.result == {"values": 1, "rows": 0, "quarantined": 0, "mentions": 0}


def test_erasing_twice_is_no_trouble(durable: Durable) -> None:
    commit(durable, described("a", ZEB, NAME))
    erase(durable, ZEB)
    assert erase(durable, ZEB).values == 0


def test_many_people_among_long_texts_leave_nothing_behind(durable: Durable, tmp_path: Path) -> None:
    dice = Random(7)
    people = [f"Person{dice.randrange(10**9):09d}" for _ in range(120)]
    for turn in range(3):
        rows = keep(durable, *(KeptRow(f"{turn},{name},{'x' * dice.randrange(900)}") for name in people))
        events = [described(f"{turn}/{n}", f"person:rms/{n}", name, row=rows[n]) for n, name in enumerate(people)]
        notes = [event(f"n{turn}/{n}", personal=(note("crime:1", f"{'y' * dice.randrange(6000)} {name}."),))
                 for n, name in enumerate(people)]  # fmt: skip
        commit(durable, *events, *notes)
    for n in dice.sample(range(120), 12):
        assert erase(durable, f"person:rms/{n}").values == 3
        assert holding(tmp_path, people[n]) == []
    assert durable.ledger.check_chain() == []


def test_a_reader_in_the_way_is_told_and_the_next_start_cleans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    durable = Durable(tmp_path)
    commit(durable, described("a", ZEB, NAME))
    with monkeypatch.context() as patch:
        patch.setattr(Connections, "truncate", lambda _: False)
        with pytest.raises(RequestError, match="a reader kept the files from being cleaned"):
            erase(durable, ZEB)
    assert durable.personal.of_subject(ObjectId(ZEB)) == []
    durable.close()
    again = Durable(tmp_path)
    assert holding(tmp_path, NAME) == []
    assert again.ledger.check_chain() == []
    again.close()


def test_what_is_left_between_cells_has_the_file_written_anew(
    durable: Durable, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten: list[bool] = []
    monkeypatch.setattr("peeler.store.erasure.remains", lambda _path, _texts: True)
    monkeypatch.setattr(Connections, "rewrite", lambda _: rewritten.append(True))
    commit(durable, described("a", ZEB, NAME))
    erase(durable, ZEB)
    assert rewritten == [True]


def test_writing_anew_keeps_everything(durable: Durable) -> None:
    commit(durable, described("a", ZEB, NAME), described("b", ANN, "Ann Other"))
    durable.connections.rewrite()
    assert durable.ledger.check_chain() == []
    assert len(durable.personal.of_subject(ObjectId(ZEB))) == 1


def test_a_text_across_two_blocks_of_a_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peeler.store.erasure.BLOCK", 16)
    path = tmp_path / "file"
    path.write_bytes(b"." * 10 + NAME.encode() + b"." * 10)
    assert remains(path, [NAME])
    assert not remains(path, ["Zebedee Quillfeathers"])
    assert not remains(path, [])


@pytest.mark.parametrize("row", ['{"name":"Zo\\u00eb O\\"Hara"}', '1,"Zoë O""Hara"', '1,zoë o"hara'])
def test_a_name_is_found_however_a_file_writes_it(row: str) -> None:
    assert Mentions(['Zoë O"Hara']).in_row(row)
