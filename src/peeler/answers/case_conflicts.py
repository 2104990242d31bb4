"""What does not agree within a case: said in sentences, and never settled in silence (ruling 12)."""

from collections.abc import Iterator, Mapping, Sequence

from peeler.answers.case_family import Named
from peeler.answers.records import Shown as ShownValue
from peeler.store.records import KeptEvent
from peeler.terms.clocks import Instant

State = Mapping[str, ShownValue]


def conflicts_of(top: State, states: Mapping[Named, State], standing: Sequence[KeptEvent]) -> Iterator[str]:
    """Sentences on what contradicts what: outcome against parties, births told twice, effects before their cause."""
    yield from outcome_against_parties(top)
    yield from told_twice(standing)
    yield from before_the_beginning(states, standing)


def outcome_against_parties(top: State) -> Iterator[str]:
    """Where the outcome assigned says something else of suspect or victim than the records of them do."""
    if top.get("outcome_contradicted") is not True:
        return
    if top.get("suspects") and top.get("suspect_named_by_outcome") is False:
        yield "The outcome says that no suspect was identified, and a suspect is on record."
    if top.get("victim_withdrawals") and top.get("victim_supports_by_outcome") is True:
        yield "The outcome says that the victim supports the investigation, and the victim's withdrawal is on record."


def told_twice(standing: Sequence[KeptEvent]) -> Iterator[str]:
    """Where two systems each say that one object was recorded or identified, at different moments."""
    births: dict[tuple[str, str, str], dict[str, Instant | None]] = {}
    for kept in standing:
        event = kept.event
        for naming in event.objects:
            verb = event.type.partition(".")[2]
            if naming.role == event.type.partition(".")[0] and verb in ("recorded", "identified", "declared"):
                births.setdefault((naming.object_type, naming.object, verb), {})[event.source] = event.at
    for (_, named, verb), told in births.items():
        if len(set(told.values())) > 1 and len(told) > 1:
            yield f"{' and '.join(sorted(told))} disagree on when {named} was {verb}."


def before_the_beginning(states: Mapping[Named, State], standing: Sequence[KeptEvent]) -> Iterator[str]:
    """Where something is told of a party of whose beginning nothing is."""
    for (object_type, named), state in states.items():
        if state and not state.get("born"):
            told = sum(
                any((n.object_type, n.object) == (object_type, named) for n in kept.event.objects) for kept in standing
            )
            yield f"{told} {'event names' if told == 1 else 'events name'} {named}, and none says that it began."
