"""Recounts shares of crimes: how they were recorded, resolved, ended, and how their records and suspects were handled."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.offences import ACTION, CHARGES
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.conformance import telephoned
from peeler.simulate.force.recounting.spans import Span, of_share, said
from peeler.simulate.force.recounting.stories import figure, ratio

_SEXUAL: Final = ("19C", "19D", "20A", "22B", "88A")
_THINGS: Final = ("Burglary", "Vehicle crime", "Theft from the person", "Bicycle theft", "Shoplifting", "Other theft",
                  "Criminal damage and arson")  # fmt: skip
Answers = Callable[[Case], bool | None]


def of_case_shares(truth: Truth, every: list[Case], months: Iterable[Span]) -> Iterator[dict[str, Any]]:
    """Shares of crimes that were not cancelled, in all and of domestic abuse; some of single ``months`` too."""
    counted = [case for case in every if not case.cancelled]
    at_once = truth.things["crime"].ints("at_once").tolist()
    first = {"recorded_at_first_contact": lambda case: bool(at_once[case.place]), "telephone_resolved": _by_telephone}
    for name, answer in {**first, **_RECORDED}.items():
        yield from _shared(truth, name, counted, answer)
    for span in months:
        mine = [case for case in counted if span.holds(case.recorded)]
        for name, answer in first.items():
            yield figure(name, said(span, None), **ratio(answer, mine))
    for name, (within, answer) in _NARROWED.items():
        yield from _shared(truth, name, [case for case in counted if within(case)], answer)
    for name, barred in _BARRED.items():
        yield telephoned(truth, counted, barred, name)
    yield from _of_what_victims_want(truth, counted)
    yield from _of_suspects_dealt_with(truth, counted)
    yield from _of_domestic_abuse(truth, [case for case in counted if case.domestic])


def _shared(
    truth: Truth,
    name: str,
    some: list[Case],
    answer: Answers,
    at: Callable[[Case], int | None] = lambda case: case.recorded,
) -> Iterator[dict[str, Any]]:
    """A share of crimes, in all and of domestic abuse, by the moment that counts."""
    yield from of_share(truth, name, _placed(some, answer, at))
    yield from of_share(truth, name, _placed([case for case in some if case.domestic], answer, at), "domestic_abuse")


def _placed(some: list[Case], answer: Answers, at: Callable[[Case], int | None]) -> list[tuple[int, bool | None]]:
    return [(moment, answer(case)) for case in some if (moment := at(case)) is not None]


def _by_telephone(case: Case) -> bool | None:
    return None if case.route is None else case.route == "telephone"


def _barred_by_force(case: Case) -> bool:
    """The force's rule: no stalking, nobody vulnerable."""
    return case.offence == "8Q" or case.vulnerable


def _barred_nationally(case: Case) -> bool:
    """What is done nationally bars harassment, domestic abuse, hate, sexual offences and named suspects too."""
    named = case.suspects > 0 or case.domestic or case.hate
    return _barred_by_force(case) or named or case.offence in ("8L", *_SEXUAL)


def _needed_nobody(case: Case) -> bool:
    """Theft or damage, no line of enquiry, no video, and nothing that bars the telephone."""
    return case.crime_type in _THINGS and not (case.lines_set or case.filmed or _barred_nationally(case))


_BARRED: Final = {
    "telephone_unsuitable_force_rule": _barred_by_force,
    "telephone_unsuitable_national_practice": _barred_nationally,
}
# Of all crimes that count.
_RECORDED: Final[dict[str, Answers]] = {
    "action_taken_so_far": lambda case: case.outcome in ACTION,
    "evidential_difficulties": lambda case: case.outcome in ("14", "15", "16"),
    "evidential_difficulties_suspect_identified": lambda case: case.outcome in ("15", "16"),
    "evidential_difficulties_suspect_not_identified": lambda case: case.outcome == "14",
    "evidential_difficulties_victim_supports": lambda case: case.outcome == "15",
    "evidential_difficulties_victim_does_not_support": lambda case: case.outcome == "16",
    "voluntary_attendance_of_crimes": lambda case: case.voluntary > 0,
    "victim_gathered_evidence": lambda case: case.victim_gathered or case.lines_by_victim > 0,
}
# Of some of them: which, and what is asked of these. What was not screened may be for the telephone or not.
_NARROWED: Final[dict[str, tuple[Callable[[Case], bool], Answers]]] = {
    "action_taken_of_assigned": (lambda case: case.outcome is not None, lambda case: case.outcome in ACTION),
    "plan_detail": (lambda case: case.allocated is not None, lambda case: case.plan == "full"),
    "record_complete": (
        lambda case: not case.open and case.allocated is not None,
        lambda case: case.plan is not None and case.supervisions > 0 and not case.lines_open,
    ),
    "telephone_unsuitable_force_rule": (
        lambda case: case.route in ("telephone", None),
        lambda case: None if case.route is None else _barred_by_force(case),
    ),
    "telephone_unsuitable_national_practice": (
        lambda case: case.route in ("telephone", None),
        lambda case: None if case.route is None else _barred_nationally(case),
    ),
    "could_have_been_telephone": (
        lambda case: case.route != "telephone",
        lambda case: None if case.route is None else _needed_nobody(case),
    ),
    "lines_not_followed": (lambda case: not case.open and case.lines_set > 0, lambda case: case.lines_open),
}


def _of_what_victims_want(truth: Truth, counted: list[Case]) -> Iterator[dict[str, Any]]:
    """Charged although the victim does not support it; where nobody knows of a suspect, unknown."""
    against = [case for case in counted if (case.withdrew or case.outcome == "16") and case.suspected is not False]

    def charged(case: Case) -> bool | None:
        if not case.suspected:
            return None
        return True if case.charged is not None else None if case.outcome is None else case.outcome in CHARGES

    yield from _shared(truth, "evidence_led_prosecution", against, charged)


def _of_suspects_dealt_with(truth: Truth, counted: list[Case]) -> Iterator[dict[str, Any]]:
    """By the moment the first suspect was dealt with, or charged."""
    met = [case for case in counted if case.arrests or case.voluntary]
    dealt: Callable[[Case], int | None] = lambda case: case.dealt  # noqa: E731
    yield from _shared(truth, "voluntary_attendance", met, lambda case: not case.arrests, dealt)
    free = [case for case in met if not case.arrests]
    yield from _shared(truth, "safeguarding_when_not_arrested", free, lambda case: case.safeguarded, dealt)
    yield from _shared(truth, "disclosure_reviewed_before_charge", counted, _reviewed_first, lambda case: case.charged)


def _reviewed_first(case: Case) -> bool:
    return case.disclosed is not None and case.charged is not None and case.disclosed <= case.charged


def _of_domestic_abuse(truth: Truth, domestic: list[Case]) -> Iterator[dict[str, Any]]:
    for name, answer in (
        ("domestic_abuse_arrest_of_crimes", lambda case: case.arrests > 0),
        ("domestic_abuse_charged", lambda case: case.outcome in CHARGES),
    ):
        yield from of_share(truth, name, [(case.recorded, answer(case)) for case in domestic])
