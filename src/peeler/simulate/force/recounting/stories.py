"""What happened to each thing, as a story in plain lists: all of it, or what the extracts tell of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, NamedTuple

import pyarrow as pa

from peeler.simulate.force.civil import MINUTE
from peeler.simulate.force.happenings import Happenings, Truth, Words
from peeler.simulate.force.objects import OBJECTS

_RECOUNTED: Final = frozenset((
    "investigation", "suspect", "victim", "action", "safeguarding", "release", "wanted", "risk_assessment", "referral", "marac_case", "disclosure_application",
    "order", "post", "managed_offender", "online_referral", "deployment", "exchange", "review", "officer", "shift",
    "support_plan", "staff_survey", "meeting", "register_risk",
))  # fmt: skip
_MANY: Final = frozenset(("contact", "incident"))  # of which no thing has two happenings of a kind

_NO_FACTS: Final[Mapping[str, Any]] = {}
_WHEN: Final = attrgetter("at")


@dataclass
class Heard:
    """What the extracts tell of the things that are recounted: (type, object, moment) -> how often; of those there are
    very many of, which objects by type of event.
    """

    told: dict[tuple[str, str, int], int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    objects: dict[str, list[Any]] = field(default_factory=dict)

    def note(self, event: str, kept: pa.Table) -> None:
        """Notes the events of one type."""
        kind = event.partition(".")[0]
        self.counts[event] += len(kept)
        if kind in _MANY:
            self.objects.setdefault(event, []).extend(kept.column("object").chunks)
        if kind in _RECOUNTED:
            columns = (kept.column(name).to_pylist() for name in ("object", "at", "copies"))
            self.told.update({(event, thing, at): copies for thing, at, copies in zip(*columns, strict=True)})


class Told(NamedTuple):
    """One happening: its kind, when, its facts, how often it is told."""

    kind: str
    at: int
    facts: Mapping[str, Any]
    copies: int


Story = list[Told]


def names(truth: Truth, object_type: str) -> list[str]:
    """The names of the objects of a type, in the order of their things."""
    return list(OBJECTS[object_type].named(truth).to_pylist())


def stories(truth: Truth, events: tuple[str, ...], known: list[str], heard: Heard | None) -> list[Story]:
    """What happened to each thing (``known``: its name) until the end of the history, in order; of that, only what is told."""
    found: list[Story] = [[] for _ in known]
    for event in events:
        told, verb = truth.of(event).until(truth.world.until), event.partition(".")[2]
        columns = _plain(told)
        for place, (thing, at) in enumerate(
            zip(told.thing.tolist(), (told.at // MINUTE * MINUTE).tolist(), strict=True)
        ):
            copies = 1 if heard is None else heard.told.get((event, known[thing], at), 0)
            if copies:
                facts = {name: column[place] for name, column in columns.items()} if columns else _NO_FACTS
                found[thing].append(Told(verb, at, facts, copies))
    for story in found:
        story.sort(key=_WHEN)
    return found


def _plain(told: Happenings) -> Mapping[str, list[int]]:
    """The facts as lists of numbers (the places of words)."""
    return {
        name: (column.codes if isinstance(column, Words) else column).tolist() for name, column in told.facts.items()
    }


def figure(measure: str, asked: Mapping[str, str] | None = None, **said: Any) -> dict[str, Any]:
    """One figure: the measure it is of, what is asked, and what is true."""
    return {"measure": measure, **(asked or {}), "true": said}


def ratio(of: Callable[[Any], bool | None], population: list[Any]) -> dict[str, int]:
    """Numerator, denominator and unknown, in a plain loop."""
    answers = Counter(map(of, population))
    return {"numerator": answers[True], "denominator": answers[True] + answers[False], "unknown": answers[None]}


def told_of(truth: Truth, heard: Heard | None, events: Mapping[str, tuple[str, ...]], kind: str) -> list[Story]:
    """The stories of all objects of a type, from these of its events."""
    return stories(truth, tuple(f"{kind}.{verb}" for verb in events[kind]), names(truth, kind), heard)


def has(story: Story, *kinds: str) -> bool:
    """Whether anything of these kinds is in a story."""
    return any(one.kind in kinds for one in story)


def when(story: Story, kind: str) -> int | None:
    """When the first happening of a kind in a story was."""
    return next((one.at for one in story if one.kind == kind), None)
