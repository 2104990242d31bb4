"""An invented case behind its page: a suspect on bail, a victim, a corrected entry, a late one, and a contradiction."""

from dataclasses import replace

from peeler.answers.case_answer import CaseAnswer, CaseEvent, CaseQuestion, Party
from peeler.answers.case_progress import CaseProgress, Passed
from peeler.answers.conformance import Broken
from peeler.answers.freshness import SourceFreshness
from peeler.answers.resolution.from_here import FromHere
from peeler.answers.show import Linked, Shown, TimelineEvent
from peeler.terms.clocks import Instant, parse_instant
from peeler.terms.errors import RequestError
from tests.journeys.invented_now import Force

CRIME, SUSPECT, VICTIM, RELEASE = "crime:CR/1", "suspect:CR/1/S1", "victim:CR/1/V1", "release:B1"
RECORDED = parse_instant("2024-02-01T10:15:00")
DAY = 86_400_000_000
KNOWN = parse_instant("2024-05-03T02:10:00")
STATE = (
    Shown("recorded_at", "instant", RECORDED),
    Shown("offence", "offence", "8N"),
    Shown("flags", "set", ("domestic_abuse",)),
    Shown("officer", "word", "officer:1057"),
    Shown("team", "word", "domestic_abuse"),
    Shown("allocated_at", "instant", Instant(RECORDED + DAY)),
    Shown("supervisions", "integer", 1),
    Shown("last_supervised_at", "instant", Instant(RECORDED + 3 * DAY)),
    Shown("actions_set", "integer", 2),
    Shown("lines_open", "integer", 1),
    Shown("status", "word", "open"),
    Shown("stage", "word", "suspect_dealt_with"),
)


def invented_case_progress(_force: Force, question: CaseQuestion) -> CaseProgress:
    """Two stages, what is to be expected, and a rule that it breaks; nothing in the past."""
    if question.at is not None:
        return CaseProgress((), None, None, ())
    stages = (
        Passed("recorded", "Recorded", RECORDED, ends=False),
        Passed("suspect_dealt_with", "Suspect dealt with", Instant(RECORDED + 5 * DAY), ends=False),
    )
    rule = Broken("filed_without_outcome", "Filed without an outcome", "Every crime has one.", "investigation", CRIME)
    return CaseProgress(stages, FromHere(108, 21, 140, 400), "violence_against_the_person", (rule,))


def told(kind: str, days: int, role: str, *fields: tuple[str, str]) -> TimelineEvent:
    at = Instant(RECORDED + days * DAY)
    source = "custody" if kind.startswith("suspect.arrested") else "crime_records"
    return TimelineEvent(f"{source}:{kind}", kind, "", at, "instant", at, KNOWN, source, None, role, fields, (), None)


def invented_case(force: Force, feed: SourceFreshness, now: Instant, question: CaseQuestion) -> CaseAnswer:
    """The case, or one of which nothing was told by then; RequestError where there is none."""
    if "none" in question.object:
        raise RequestError(f"there is no investigation '{question.object}' that you may see")
    hostile, empty = force.crime_types[0], force.empty
    arrested = replace(told("suspect.arrested", 2, "suspect", ("necessity", "prevent_injury")), dead_from=KNOWN)
    events = (
        CaseEvent(told("investigation.recorded", 0, "investigation", ("crime_type", hostile)), "investigation", CRIME, "Crime records", None, "stands"),
        CaseEvent(told("suspect.identified", 1, "suspect"), "suspect", SUSPECT, "Crime records", 9 * DAY, "stands"),
        CaseEvent(arrested, "suspect", SUSPECT, "Custody", None, "corrected"),
        CaseEvent(told("suspect.attended_voluntarily", 2, "suspect"), "suspect", SUSPECT, "Custody", None, "stands"),
    )  # fmt: skip
    suspect = (
        Shown("attended_at", "instant", Instant(RECORDED + 2 * DAY)),
        Shown("route_reason", "word", "no_necessity"),
    )
    release = (Shown("under_investigation", "since", Instant(RECORDED + 3 * DAY)),)
    parties = (
        Party("victim", "Victim", VICTIM, CRIME, "person:2", (Shown("vulnerable", "yes_no", True),), (("name", None), ("phone", None))),
        Party("suspect", "Suspect", SUSPECT, CRIME, "person:1", suspect, (("name", hostile), ("born", "1990-05-01"))),
        Party("release", "Release", RELEASE, SUSPECT, None, release, ()),
        Party("action", "Action", "action:1", CRIME, None, (Shown("kind", "word", "line_of_enquiry"), Shown("due", "day", "2024-03-01")), ()),
    )  # fmt: skip
    conflicts = ("The outcome says that no suspect was identified, and a suspect is on record.",)
    return CaseAnswer(
        question, "Investigation", question.at or now, question.known or now, "middleshire", not empty, False,
        None if empty else STATE, None if empty else now - RECORDED, () if empty else parties, () if empty else events,
        None if empty else events[-1], 0, (Linked("incident", "incident", "incident:1"),), () if empty else conflicts,
        False, () if empty else (feed,), (), 7, False, now,
    )  # fmt: skip
