"""Property: a saved figure runs again identically whatever came since, and what it differs by today is split exactly."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.pinning import known_now, pinned_figures, pins, vintages
from peeler.answers.saved import saved_figure
from peeler.answers.why import CAUSES, why
from peeler.decisions.saving import save
from peeler.definitions.catalogue import Catalogue, load_only
from peeler.definitions.redefining import redefined
from peeler.refresh.keeping import bring_up, follow, rebuild, seal
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.store.records import ReferenceRow
from peeler.store.saved import Pinning
from peeler.terms.clocks import Instant, parse_instant
from peeler.terms.events import Event, Naming, canonical
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName
from peeler.terms.viewers import local_viewer
from peeler.workspace.local import definitions_of

VIEWER = local_viewer("tester")
DAY = 86_400_000_000
FIRST = parse_instant("2024-01-10T10:00")
WORDS = {
    "object": """
title: Case
about: A case.
owner: someone
checked_by: someone
review_by: 2027-01-01
events:
  opened: {roles: {case: case}, fields: {kind: word}}
  answered: {roles: {case: case}, fields: {answer: yes_no}}
attributes:
  opened_at: first opened.at
  kind: first opened.kind
  answer: latest answered.answer
""",
    "member": """
title: Part
about: A part of a case, which has the case's answer.
owner: someone
checked_by: someone
review_by: 2027-01-01
belongs_to: [case]
events:
  begun: {roles: {part: part, case: case}, fields: {}}
attributes:
  begun_at: first begun.at
copies:
  answer: case.answer
""",
    "measure": """
title: {title}
question: How many?
why: To know.
kind: ratio
object: {object}
time: {time}
numerator: {numerator}
by: []
unit: share of cases
better: context
authority: {{source: a test}}
owner: someone
checked_by: someone
review_by: 2027-01-01
examples: [{{name: none, events: [], gives: [{{numerator: 0}}]}}]
""",
    "policy": """
title: Local
about: Everything.
role: local
see: {any: "true"}
decide: [save_figures]
owner: someone
checked_by: someone
review_by: 2027-01-01
""",
}


def catalogue_in(folder: Path) -> Catalogue:
    """A case, its parts that copy its answer, and a share of each."""
    answered = WORDS["measure"].format(title="Answered", object="case", time="opened_at", numerator="answer")
    parts = WORDS["measure"].format(title="Parts", object="part", time="begun_at", numerator="answer")
    rate = WORDS["measure"].format(title="Rate", object="case", time="opened_at", numerator="x")
    rate = rate.replace("numerator: x", "denominator: {reference: people, per: 1000, label: people}").replace(
        "numerator: 0", "n: 0"
    )
    files = {
        "measures/rate": rate,
        "objects/case": WORDS["object"], "objects/part": WORDS["member"], "measures/answered": answered,
        "measures/parts": parts, "policies/local": WORDS["policy"],
    }  # fmt: skip
    for name, text in files.items():
        path = folder / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_only(folder)


with TemporaryDirectory() as made:
    CATALOGUE = catalogue_in(Path(made))


def event(what: str, case: int, day: int, told: str, **data: str | bool) -> Event:
    """An event of a case on a day; ``told`` makes its id."""
    name = what.partition(".")[0]
    objects = [Naming(Role("case"), ObjectType("case"), ObjectId(f"case:{case}"))]
    if name == "part":
        objects.append(Naming(Role("part"), ObjectType("part"), ObjectId(f"part:{case}")))
    return Event(
        EventId(told), EventType(what), ForceKey("middleshire"), Instant(FIRST + day * DAY), "instant", None,
        SourceName("test"), None, tuple(objects), canonical(data),
    )  # fmt: skip


def happened(case: int, answer: bool | None, *, part: bool) -> list[Event]:
    """A case as it is first heard of: opened, perhaps with a part, perhaps answered."""
    found = [event("case.opened", case, case, f"o{case}", kind="theft")]
    if part:
        found.append(event("part.begun", case, case, f"p{case}"))
    if answer is not None:
        found.append(event("case.answered", case, case + 1, f"a{case}", answer=answer))
    return found


@contextmanager
def world() -> Iterator[tuple[Durable, Projection]]:
    """An empty ledger and projection."""
    with TemporaryDirectory() as folder:
        durable, projection = Durable(Path(folder)), Projection(None)
        try:
            yield durable, projection
        finally:
            projection.close()
            durable.close()


def told(durable: Durable, projection: Projection, day: int, events: Sequence[Event]) -> None:
    """What the ledger hears on a day after all has happened, folded in."""
    with durable.commit(now=Instant(FIRST + (100 + day) * DAY), founding=False) as commit:
        commit.accept(events)
    if day:
        follow(durable, projection, CATALOGUE)
    else:
        rebuild(durable, projection, CATALOGUE)


def desk_on(durable: Durable, projection: Projection, day: int, catalogue: Catalogue = CATALOGUE) -> Desk:
    return Desk(catalogue, durable, projection, Instant(FIRST + (100 + day) * DAY + DAY // 2))


def saved_on(desk: Desk, name: str) -> int:
    """Saves a measure's figure; its number."""
    desk.durable.kept.keep(definitions_of(desk.catalogue), now=desk.now)
    with desk.reading() as reading:
        known = known_now(desk, reading, None)
    answer = measure(desk, VIEWER, MeasureQuestion(name, desk.now, known))
    pinned = Pinning(
        "A figure", "", desk.now, known, 1, VIEWER.roles, pins(desk.catalogue, [name]),
        pinned_figures([("A figure", answer)], desk.now), vintages(desk),
    )  # fmt: skip
    return save(desk.durable, desk.catalogue, VIEWER, pinned, "", desk.now).number


answers = st.one_of(st.none(), st.booleans())
begun = st.lists(st.tuples(answers, st.booleans()), min_size=1, max_size=5)
LATER = st.lists(
    st.one_of(
        st.tuples(st.just("late"), answers),
        st.tuples(st.just("answered"), st.booleans()),
        st.tuples(st.just("replaced"), st.booleans()),
        st.tuples(st.just("retracted"), st.none()),
    ),
    max_size=6,
)


def since(stage: list[tuple[answers, bool]], later: list[tuple[str, bool | None]]) -> list[Event]:  # type: ignore[valid-type]
    """What is heard later: cases nobody knew of, answers that come late, and corrections of what was known."""
    found: list[Event] = []
    for place, (what, answer) in enumerate(later):
        case = place % len(stage)
        known = stage[case][0] is not None
        if what == "late":
            found += happened(50 + place, answer, part=True)
        elif what == "answered":
            found.append(event("case.answered", case, case + 3, f"again{place}", answer=bool(answer)))
        elif what == "replaced" and known:
            corrected = event("case.answered", case, case + 1, f"new{place}", answer=bool(answer))
            found.append(corrected._replace(replaces=EventId(f"a{case}")))
        elif what == "retracted":
            gone = event("case.opened", case, case, f"gone{place}", kind="theft")
            found.append(gone._replace(retracts=EventId(f"o{case}")))
    return found


@settings(max_examples=10, deadline=None)
@given(begun, LATER, st.sampled_from(["answered", "parts"]), st.booleans(), st.booleans())
def test_it_runs_again_identically_and_the_difference_is_split_exactly(
    stage: list[tuple[bool | None, bool]],
    later: list[tuple[str, bool | None]],
    name: str,
    sealed: bool,
    redefine: bool,
) -> None:
    with world() as (durable, projection):
        told(durable, projection, 0, [e for n, (a, part) in enumerate(stage) for e in happened(n, a, part=part)])
        number = saved_on(desk_on(durable, projection, 0), name)
        told(durable, projection, 1, since(stage, later) or happened(90, True, part=True))
        if sealed:
            seal(projection, CATALOGUE)
        today = CATALOGUE
        if redefine:
            text = next(w.text for w in CATALOGUE.written if w.name == name).replace(
                "numerator: answer", "numerator: not answer"
            )
            today = redefined(CATALOGUE, {("measures", name): text})
        desk = desk_on(durable, projection, 2, today)
        again = saved_figure(desk, VIEWER, number)
        assert [one.same for one in again.figures] == [True], again
        now = measure(desk, VIEWER, MeasureQuestion(name, again.summary.as_at)).rows[0]
        (figure,) = why(desk, VIEWER, number).figures
        assert figure.problem == ""
        assert figure.unchanged + len(figure.rows) == 1
        for row in figure.rows:
            first, last = row.steps[0], row.steps[-1]
            assert last == (now.numerator, now.denominator, now.unknown, now.value)
            for place, what in enumerate(("numerator", "denominator", "unknown")):
                assert sum(getattr(part, what) for part in row.parts) == (last[place] or 0) - (first[place] or 0)
            values = [None if step[3] is None else Fraction(step[3]) for step in row.steps]
            assert len(values) == len(CAUSES) + 1
            assert len(set(row.steps)) > 1
            assert row.steps[0] == row.steps[1], "nothing is judged otherwise here"
            assert row.steps[3] == row.steps[4], "no table was published"
            if not redefine:
                assert row.steps[4] == row.steps[5]


def test_late_and_corrected_are_told_apart_also_where_only_the_owner_was_corrected() -> None:
    with world() as (durable, projection):
        told(durable, projection, 0, [*happened(1, True, part=True), *happened(2, False, part=True)])
        desk = desk_on(durable, projection, 0)
        numbers = [saved_on(desk, name) for name in ("answered", "parts")]
        wrong = event("case.answered", 1, 2, "b1", answer=False)._replace(replaces=EventId("a1"))
        told(durable, projection, 1, [wrong, *happened(3, True, part=True)])
        for number in numbers:
            (figure,) = why(desk_on(durable, projection, 2), VIEWER, number).figures
            (row,) = figure.rows
            parts = {part.cause: (part.numerator, part.denominator) for part in row.parts}
            assert parts == {
                CAUSES[0]: (0, 0),
                "late": (1, 1),
                "corrected": (-1, 0),
                CAUSES[3]: (0, 0),
                "definition": (0, 0),
            }


def people(durable: Durable, day: int, vintage: str, value: int) -> None:
    """A table of people published on a day."""
    middle = date(2024, 6, 30)
    with durable.commit(now=Instant(FIRST + (100 + day) * DAY + 1), founding=False) as commit:
        commit.keep_reference([ReferenceRow("people", vintage, ForceKey("middleshire"), middle, middle, (), value)])


def test_a_table_published_since_changes_no_saved_rate_and_is_named_as_the_cause() -> None:
    with world() as (durable, projection):
        told(durable, projection, 0, happened(1, True, part=False))
        people(durable, 1, "2024", 1_000)
        bring_up(durable, projection, CATALOGUE, founding=False)
        number = saved_on(desk_on(durable, projection, 1), "rate")
        people(durable, 2, "2025", 2_000)
        bring_up(durable, projection, CATALOGUE, founding=False)
        desk = desk_on(durable, projection, 3)
        assert [one.same for one in saved_figure(desk, VIEWER, number).figures] == [True]
        (figure,) = why(desk, VIEWER, number).figures
        (row,) = figure.rows
        assert [step[3] for step in row.steps] == [1.0, 1.0, 1.0, 1.0, 0.5, 0.5]
        assert [part.value for part in row.parts if part.value] == [-0.5]


def test_a_definition_that_no_longer_fits_says_so() -> None:
    with world() as (durable, projection):
        told(durable, projection, 0, happened(1, True, part=False))
        desk = desk_on(durable, projection, 0)
        number = saved_on(desk, "answered")
        objects = {"objects": WORDS["object"].replace("latest answered.answer", "first answered.answer")}
        today = redefined(CATALOGUE, {("objects", "case"): objects["objects"]})
        found = saved_figure(replace(desk, catalogue=today), VIEWER, number)
        assert any("cannot be run again exactly" in note for note in found.notes)
        assert [one.name for one in found.definitions if one.changed] == ["case"]
