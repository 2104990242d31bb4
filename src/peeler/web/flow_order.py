"""In which order the steps of a flow stand on its map: stages as the work goes, events as they mostly follow each other."""

from collections.abc import Mapping, Sequence

from peeler.answers.progress.flow_answer import FlowMove, FlowSide, FlowStep, ProgressAnswer

MOST_STEPS, ROUNDS = 12, 12


def steps_drawn(answer: ProgressAnswer, side: FlowSide) -> tuple[FlowStep, ...]:
    """The steps on the map, the first first: all stages there are, or the commonest events."""
    told = [step for step in side.steps if step.entered is None or step.entered]
    if answer.by == "stages":
        return tuple(told[:MOST_STEPS])
    kept = sorted(told, key=lambda step: (-(step.entered or 0), step.name))[:MOST_STEPS]
    names = [step.name for step in kept]
    place = {name: at for at, name in enumerate(sifted(ordered(names, side.moves), side.moves))}
    return tuple(sorted(kept, key=lambda step: place[step.name]))


def ordered(names: Sequence[str], moves: Sequence[FlowMove]) -> list[str]:
    """Steps in an order that as few moves as can be go against, by a rule of thumb that always gives the same.

    Eades, P., Lin, X. and Smyth, W. F. (1993), A fast and effective heuristic for the feedback arc set problem: what nothing
    leads to goes first, what leads nowhere last, and otherwise first whatever leads on more often than it is led to.
    """
    left, first, last = list(dict.fromkeys(names)), list[str](), list[str]()
    known = [move for move in moves if move.count and move.step != move.next]
    while left:
        among = [move for move in known if move.step in left and move.next in left]
        leads = {name: sum(move.count or 0 for move in among if move.step == name) for name in left}
        led = {name: sum(move.count or 0 for move in among if move.next == name) for name in left}
        sink = next((name for name in reversed(left) if not leads[name]), None)
        if sink is not None:
            last.insert(0, sink)
            left.remove(sink)
            continue
        source = max(left, key=lambda name: (not led[name], leads[name] - led[name], -left.index(name)))
        first.append(source)
        left.remove(source)
    return [*first, *last]


def sifted(names: Sequence[str], moves: Sequence[FlowMove]) -> list[str]:
    """The same with each step in turn put where the fewest moves go against it, until no step is better elsewhere."""
    made, weights = list(names), {(move.step, move.next): move.count or 0 for move in moves}
    for _ in range(ROUNDS):
        before = list(made)
        for name in before:
            made = best_place(made, name, weights)
        if made == before:
            break
    return made


def best_place(names: Sequence[str], name: str, weights: Mapping[tuple[str, str], int]) -> list[str]:
    """The order with one step where the fewest moves to or from it go back; where that is no better, where it was."""
    rest, now = [one for one in names if one != name], names.index(name)
    goes = [weights.get((name, one), 0) for one in rest]
    comes = [weights.get((one, name), 0) for one in rest]
    against = [sum(goes[:place]) + sum(comes[place:]) for place in range(len(names))]
    place = min(range(len(names)), key=lambda one: (against[one], abs(one - now)))
    return [*rest[:place], name, *rest[place:]]
