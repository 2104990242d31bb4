"""A case as a story: where it stands in a sentence, what matters first, who is in it, and what happened day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from peeler.answers.case_answer import CaseAnswer, CaseEvent
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Instant, london
from peeler.web.moments import age_text, begun, day_text, moment_text, period_text
from peeler.web.parties import Cast, anchor, cast_of
from peeler.web.plain_words import entry_name, field_words, in_words, reference_words, verb_of

OBJECT = "investigation"


@dataclass(frozen=True)
class Entry:
    """One event in words; ``dead`` says what became of it, ``late`` how long after it happened it was entered."""

    title: str
    of: str
    anchor: str
    time: str
    says: str
    source: str
    late: str
    dead: str
    fate: str
    id: str


@dataclass(frozen=True)
class Day:
    """One day of the story; ``iso`` is the day as an address has it, empty for what has no day."""

    title: str
    iso: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Story:
    """The whole in words; ``days`` newest first."""

    headline: str
    holder: str
    last: str
    facts: tuple[tuple[str, str], ...]
    cast: Cast
    days: tuple[Day, ...]
    count: str


def story(answer: CaseAnswer, catalogue: Catalogue) -> Story:
    """The story of a case."""
    cast = cast_of(answer, catalogue)
    return Story(
        headline(answer, catalogue), holder(answer), last_words(answer, cast), tuple(facts(answer, catalogue)), cast,
        tuple(days(answer, catalogue, cast)), count_words(answer),
    )  # fmt: skip


def headline(answer: CaseAnswer, catalogue: Catalogue) -> str:
    """Where the case stands, in a sentence."""
    if not answer.state or not answer.born:
        return "At this moment no system has said that this crime was recorded."
    status, stage = str(answer.value("status")), str(answer.value("stage"))
    after = age_text(answer.open_for or 0)
    if status == "open":
        return f"Open for {after}: {stage_words(catalogue, stage)}."
    ended = answer.value(status)
    when = f" on {day_text(london(Instant(ended)).date())}" if isinstance(ended, int) else ""
    how = answer.value("outcome")
    outcome = f" Outcome: {entry_name(catalogue, 'outcomes', str(how))}." if how else " It has no outcome."
    said = {"completed": "Work finished", "filed": "Filed", "cancelled": "Cancelled"}.get(
        status, begun(in_words(status))
    )
    rest = "; nobody has filed it yet" if status == "completed" else ""
    return f"{said}{when}; the work took {after}{rest}.{'' if status == 'cancelled' else outcome}"


def stage_words(catalogue: Catalogue, name: str) -> str:
    """A stage of an investigation as part of a sentence, in the words of its progress."""
    stages = (one.stage(name) for one in catalogue.progress.values() if one.object.name == OBJECT)
    return next((stage.says for stage in stages if stage is not None), in_words(name))


def holder(answer: CaseAnswer) -> str:
    """Who holds it, in a sentence; empty where nothing is believed."""
    officer, team, held = (answer.value(name) for name in ("officer", "team", "held"))
    if not answer.state:
        return ""
    if officer:
        since = answer.value("allocated_at")
        when = f", first allocated {moment_text(Instant(since))}" if isinstance(since, int) else ""
        ended = answer.value("status") != "open"
        return f"{'Was held' if ended else 'Held'} by {reference_words(str(officer))}{f', {in_words(str(team))}' if team else ''}{when}."
    if isinstance(held, int):
        return f"Held by a supervisor, unallocated, since {moment_text(Instant(held))}."
    if answer.value("status") != "open":
        return "No officer is on record for it."
    return f"No officer has it{f'; it lies with {in_words(str(team))}' if team else ''}."


def last_words(answer: CaseAnswer, cast: Cast) -> str:
    """The last thing that happened, and how long ago."""
    last = answer.last
    if last is None or last.told.at is None:
        return "Nothing has happened to it yet."
    who, verb = cast.labels.get(last.object, ""), verb_of(last.told.type)
    ago = f"{age_text(answer.as_at - last.told.at)} {'ago' if answer.question.at is None else 'before'}"
    return f"{f'{who}: {verb}' if who else begun(verb)}, {when_words(last)} ({ago})."


def facts(answer: CaseAnswer, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What an officer and a supervisor look for first, where something is known of it."""
    offence = answer.value("offence")
    if offence or answer.value("crime_type"):
        named = entry_name(catalogue, "offences", str(offence)) if offence else str(answer.value("crime_type"))
        yield "Offence", named
    if isinstance(recorded := answer.value("recorded_at"), int):
        yield "Recorded", moment_text(Instant(recorded))
    yield "Supervision", supervision(answer)
    if lines := answer.value("actions_set"):
        still = answer.value("lines_open") or 0
        yield "Lines of enquiry", f"{lines} set, {still or 'none'} open"
    limit = answer.value("time_limit_at")
    if isinstance(limit, int) and answer.value("status") == "open":
        yield (
            "Charge or summons by",
            f"{moment_text(Instant(limit))}{'' if limit > answer.as_at else ', which is past'}",
        )
    if where := answer.value("area"):
        yield "Where", str(where)


def supervision(answer: CaseAnswer) -> str:
    """How often a supervisor looked, and when last."""
    times, last = answer.value("supervisions"), answer.value("last_supervised_at")
    if not times or not isinstance(last, int):
        return "Nobody has reviewed this yet" if answer.value("status") == "open" else "No review is on record"
    ago = f"{age_text(answer.as_at - last)} {'ago' if answer.question.at is None else 'before'}"
    return f"{times} {'entry' if times == 1 else 'entries'}, the last {moment_text(Instant(last))} ({ago})"


def count_words(answer: CaseAnswer) -> str:
    """How many events, from how many systems, and how many are left out."""
    systems = sorted({event.source_title for event in answer.events})
    number = len(answer.events)
    many = f"{number} event{'' if number == 1 else 's'} from {len(systems)} system{'' if len(systems) == 1 else 's'}"
    later = f" {answer.later} more came after the moment you chose and are left out." if answer.later else ""
    return f"{many}{': ' + ', '.join(systems) if systems else ''}. Newest first.{later}"


def days(answer: CaseAnswer, catalogue: Catalogue, cast: Cast) -> Iterator[Day]:
    """The events by day, newest first; those without a moment last."""
    placed = [event for event in reversed(answer.events) if event.told.at is not None]
    for (title, iso), found in groupby(placed, key=day_of):
        yield Day(title, iso, tuple(entry(one, catalogue, cast) for one in found))
    unplaced = tuple(entry(one, catalogue, cast) for one in answer.events if one.told.at is None)
    if unplaced:
        yield Day("Not placed in time", "", unplaced)


def day_of(event: CaseEvent) -> tuple[str, str]:
    """The day of an event, or its month where no more is known; in words and as an address has it."""
    day = london(event.told.at or Instant(0)).date()
    if event.told.precision == "month":
        return f"Some time in {period_text(day, 'month')}", f"{day:%Y-%m}"
    return f"{day:%A} {day_text(day)}", day.isoformat()


def entry(event: CaseEvent, catalogue: Catalogue, cast: Cast) -> Entry:
    """One event in words."""
    told = event.told
    fields = [f"{in_words(name)}: {field_words(catalogue, told.type, name, text)}" for name, text in told.fields]
    fields += [
        f"{in_words(name)}: {text if text is not None else 'held, and not shown'}" for name, text in told.personal
    ]
    by = f", {reference_words(told.actor)}" if told.actor else ""
    late = f"Entered {age_text(event.entered_after)} after it happened" if event.entered_after is not None else ""
    dead = f"{begun(event.fate)}: known {moment_text(told.dead_from)}" if told.dead_from is not None else ""
    return Entry(
        begun(verb_of(told.type)), cast.labels.get(event.object, ""), anchor(event.object),
        f"{london(told.at):%H:%M}" if told.at is not None and told.precision == "instant" else "",
        "; ".join(fields), f"{event.source_title}{by}", late, dead, event.fate, told.id,
    )  # fmt: skip


def when_words(event: CaseEvent) -> str:
    """When an event happened, no more exactly than its source said."""
    at, precision = event.told.at, event.told.precision
    if at is None:
        return "at a time nobody said"
    if precision == "month":
        return period_text(london(at).date(), "month")
    return day_text(london(at).date()) if precision == "day" else moment_text(at)
