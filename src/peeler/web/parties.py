"""The people and things of a case as a reader meets them: each with a name, a line on where it stands, and what hangs on it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peeler.answers.case_answer import CaseAnswer, Party
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Instant, parse_day
from peeler.web.moments import begun, day_text, moment_text
from peeler.web.parameters import object_path
from peeler.web.plain_words import entry_name, in_words, reference_words

PEOPLE = ("victim", "suspect", "wanted", "witness")
State = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """One party: ``label`` is its short name here, ``line`` where it stands, ``held`` what is known of the person."""

    anchor: str
    label: str
    name: str
    href: str
    line: str
    held: str
    flags: tuple[str, ...]
    under: tuple["Person", ...] = ()


@dataclass(frozen=True)
class Cast:
    """Everybody in the case, everything else in it, and the short name of each object."""

    people: tuple[Person, ...]
    things: tuple[Person, ...]
    labels: Mapping[str, str]


def cast_of(answer: CaseAnswer, catalogue: Catalogue) -> Cast:
    """The parties: people first, each with what belongs to them; then what belongs to the case itself."""
    labels = labels_of(answer.parties)
    top = [party for party in answer.parties if party.owner == answer.question.object]
    shown = {p.object: person(p, answer, catalogue, labels) for p in answer.parties}
    people = sorted((p for p in top if p.object_type in PEOPLE), key=lambda p: PEOPLE.index(p.object_type))
    things = [p for p in top if p.object_type not in PEOPLE]
    return Cast(tuple(shown[p.object] for p in people), tuple(shown[p.object] for p in things), labels)


def labels_of(parties: Sequence[Party]) -> dict[str, str]:
    """``Suspect 2``, or ``Suspect`` where there is one alone."""
    many, count, labels = Counter(p.title for p in parties), Counter[str](), {}
    for party in parties:
        count[party.title] += 1
        labels[party.object] = f"{party.title} {count[party.title]}" if many[party.title] > 1 else party.title
    return labels


def person(party: Party, answer: CaseAnswer, catalogue: Catalogue, labels: Mapping[str, str]) -> Person:
    """One party, and below it what belongs to it."""
    state = {one.name: one.value for one in party.state or ()}
    texts = dict(party.personal)
    held = [
        f"{in_words(name)} {personal_words(text, answer)}"
        for name, text in party.personal
        if name != "name" or not text
    ]
    line = (
        LINES.get(party.object_type, nothing)(state, catalogue)
        if party.state
        else "nothing is believed of it at this moment"
    )
    under = tuple(person(p, answer, catalogue, labels) for p in answer.parties if p.owner == party.object)
    return Person(
        anchor(party.object), labels[party.object], texts.get("name") or "", object_path(party.object_type, party.object),
        begun(line), begun("; ".join(held)), flags_of(state), under,
    )  # fmt: skip


def personal_words(text: str | None, answer: CaseAnswer) -> str:
    """A personal value where the viewer may read it; else that it is held, or that it was erased."""
    if text is None:
        return "erased" if answer.sees_personal else "held"
    try:
        return day_text(parse_day(text))
    except ValueError:
        return text


def anchor(reference: str) -> str:
    """The place of a party on the page."""
    return "p-" + "".join(letter if letter.isalnum() else "-" for letter in reference)


def flags_of(state: State) -> tuple[str, ...]:
    """What must catch the eye."""
    found = [
        (state.get("vulnerable") is True, "vulnerable"),
        (state.get("enhanced") is True, "enhanced rights"),
        (state.get("support_withdrawn_at") is not None, "support withdrawn"),
        (state.get("foreign_national") is True, "foreign national"),
        (state.get("at_large") is not None, "wanted now"),
        (bool(state.get("breaches_unactioned")), "breach without action"),
    ]
    return tuple(word for so, word in found if so)


def on(value: Any) -> str:
    """A moment as a day with its time."""
    return moment_text(Instant(value))


def joined(*parts: str | bool | None) -> str:
    """The parts that say something, with semicolons."""
    return "; ".join(part for part in parts if isinstance(part, str) and part)


def dated(state: State, name: str, words: str) -> str | None:
    """``charged 3 May 2024, 14:00`` where it has happened."""
    return f"{words} {on(state[name])}" if state.get(name) is not None else None


def worded(state: State, name: str, words: str = "{}") -> str | None:
    """An attribute's word in a phrase, where it has one."""
    return words.format(in_words(reference_words(str(state[name])))) if state.get(name) else None


def suspect_line(state: State, catalogue: Catalogue) -> str:
    """How a suspect was dealt with so far."""
    charged = entry_name(catalogue, "offences", str(state["charged_with"])) if state.get("charged_with") else ""
    found = joined(
        dated(state, "arrested_at", "arrested"), dated(state, "attended_at", "attended voluntarily"),
        worded(state, "route_reason", "because {}"), None if state.get("charged_at") else worded(state, "released_by", "released: {}"),
        dated(state, "charged_at", "charged") and f"{dated(state, 'charged_at', 'charged')}{', ' + charged if charged else ''}",
        dated(state, "eliminated_at", "eliminated"),
    )  # fmt: skip
    return found or joined(dated(state, "identified_at", "identified"), "not dealt with yet")


def victim_line(state: State, _: Catalogue) -> str:
    """What a victim was told, and whether they support the case."""
    every = state.get("contact_every_days")
    return joined(
        worded(state, "age_band", "aged {}"), worded(state, "sex"),
        dated(state, "last_contacted_at", "last contacted") or "no contact on record",
        f"wishes to hear every {every} days" if every else None,
        dated(state, "support_withdrawn_at", "withdrew support"), worded(state, "withdrawal_reason", "because of {}"),
    )  # fmt: skip


def witness_line(state: State, _: Catalogue) -> str:
    """Whether a witness was heard."""
    return joined(
        dated(state, "interviewed_at", "interviewed") or "not interviewed yet", dated(state, "withdrew_at", "withdrew")
    )


def release_line(state: State, _: Catalogue) -> str:
    """Bail or release under investigation: since when, until when, how it ended."""
    if state.get("ended") is not None:
        return joined(f"ended {on(state['ended'])}", worded(state, "how_ended"))
    conditions = ", ".join(in_words(one) for one in state.get("conditions") or ())
    return joined(
        dated(state, "on_bail", "on bail since"), dated(state, "under_investigation", "under investigation since"),
        dated(state, "expires_at", "until"), f"conditions: {conditions}" if conditions else None,
        f"{state['breaches']} breached" if state.get("breaches") else None,
        dated(state, "last_reviewed_at", "last reviewed"),
    )  # fmt: skip


def wanted_line(state: State, _: Catalogue) -> str:
    """Wanted since when, how dangerous, on the Police National Computer or not; or how it ended."""
    if state.get("at_large") is None:
        how = joined(
            dated(state, "located_at", "found"),
            worded(state, "how_located"),
            worded(state, "cancelled_reason", "cancelled: {}"),
        )
        return how or "no longer wanted"
    return joined(
        f"wanted since {on(state['at_large'])}", worded(state, "risk", "risk {}"),
        dated(state, "on_pnc", "on the Police National Computer since") or "not circulated yet",
        dated(state, "last_reviewed_at", "last reviewed"), worded(state, "owner", "owned by {}") or worded(state, "team", "team {}"),
    )  # fmt: skip


def action_line(state: State, _: Catalogue) -> str:
    """What was set to be done, by when, and whether it was."""
    ended = dated(state, "done_at", "done") or dated(state, "not_pursued_at", "not pursued:")
    due = f"due {day_text(parse_day(str(state['due'])))}" if state.get("due") else None
    who = worded(state, "done_by", "by {}") or worded(state, "not_pursued_reason", "because {}")
    return joined(worded(state, "kind"), ended or joined("still open", due), who if ended else None)


def review_line(state: State, _: Catalogue) -> str:
    """Which sample a review is of, and what it found."""
    return joined(
        worded(state, "sample", "sample {}"),
        worded(state, "effective", "effective: {}"),
        dated(state, "last_answered_at", "answered") or "not answered yet",
    )


def nothing(_: State, __: Catalogue) -> str:
    """A kind of thing that has no line of its own."""
    return ""


LINES: dict[str, Callable[[State, Catalogue], str]] = {
    "suspect": suspect_line, "victim": victim_line, "witness": witness_line, "release": release_line, "wanted": wanted_line,
    "action": action_line, "review": review_line,
}  # fmt: skip
