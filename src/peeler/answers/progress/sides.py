"""The counted rows of a flow become steps with their times, moves, first and last steps, and variants."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from peeler.answers.progress.asking import Group, Laid
from peeler.answers.progress.flow_answer import (
    FlowEnd,
    FlowMove,
    FlowSide,
    FlowStep,
    FlowVariant,
    step_title,
)  # fmt: skip
from peeler.definitions.progress import ProgressDefinition
from peeler.measures.waiting import Curve, curve_of
from peeler.plans.flow_counts import BETWEEN, SECOND
from peeler.terms.clocks import Instant

HALF, NINTH = 0.5, 0.9
Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class Waits:
    """The waits at one step: the curve of those who moved on, and how long and how many wait still."""

    curve: Curve
    lengths: Sequence[int]
    numbers: Sequence[int]

    def beyond(self, length: float | None) -> int | None:
        """How many have waited longer than this."""
        if length is None:
            return None
        return sum(number for one, number in zip(self.lengths, self.numbers, strict=True) if one > length)


def side_of(laid: Laid, group: Group, rows: Rows) -> FlowSide:
    """One side of an answer."""
    told: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for what, *rest in rows:
        told[what].append(tuple(rest))
    (_, _, cases, taken, _, _), *_ = told["whole"]
    last = {step: int(count) for step, _, count, *_ in told["last"]}
    end = group.flow.end
    return FlowSide(
        group.label, group.where, group.flow.start, None if end is None else Instant(end - 1), int(cases), int(taken),
        steps_of(laid, told["step"], last, waits_of(told["wait"])), moves_of(laid, told["move"]),
        ends_of(told["first"]), ends_of(told["last"]), variants_of(told["variant"], int(cases)),
        int(told["variants"][0][2]),
    )  # fmt: skip


def waits_of(rows: Rows) -> dict[str, Waits]:
    """The waits of each step."""
    by_step: dict[str, list[tuple[bool, int, int]]] = defaultdict(list)
    for step, cause, count, length, _, _ in rows:
        by_step[step].append((cause == "ended", int(length), int(count)))
    made = {}
    for step, waits in by_step.items():
        ended, lengths, numbers = (np.array(part) for part in zip(*waits, strict=True))
        still = [(length, number) for gone, length, number in waits if not gone]
        curve = curve_of(lengths.astype(np.int64), numbers.astype(np.int64), ended.astype(bool), ended.astype(bool))
        made[step] = Waits(curve, [length for length, _ in still], [number for _, number in still])
    return made


def steps_of(laid: Laid, rows: Rows, last: Mapping[str, int], waits: Mapping[str, Waits]) -> tuple[FlowStep, ...]:
    """The steps: stages in the order of the work, events by how often they happened."""
    finished = ending_steps(laid)
    spent = {step: float(length) for step, _, _, _, length, _ in rows if step not in finished}
    every = sum(spent.values())
    made = []
    for step, _, entered, cases, _, _ in rows:
        median, low, high, ninth, overdue = times_of(waits.get(step), laid, ends=step in finished)
        share = spent[step] / every if step in spent and every and laid.by == "stages" else None
        counts = (int(entered), int(cases), int(entered) - int(cases), last.get(step, 0))
        title = title_of(laid.progress, step)
        made.append(FlowStep(step, title, step in finished, *counts, median, low, high, ninth, share, overdue))
    return tuple(sorted(made, key=order_of(laid)))


def times_of(
    waits: Waits | None, laid: Laid, *, ends: bool
) -> tuple[float | None, float | None, float | None, float | None, int | None]:
    """(median, low, high, ninth, how many wait beyond it) of a stage; nothing where it ends, and of events."""
    if waits is None or ends or laid.by == "events":
        return None, None, None, None, None
    median, low, high = waits.curve.quantile(HALF)
    ninth = waits.curve.quantile(NINTH)[0]
    return median, low, high, ninth, waits.beyond(ninth)


def ending_steps(laid: Laid) -> frozenset[str]:
    """The stages in which nobody waits."""
    return frozenset(stage.name for stage in laid.progress.stages if stage.ends) if laid.by == "stages" else frozenset()


def order_of(laid: Laid) -> Any:
    """A key that puts steps in order."""
    along = {stage.name: place for place, stage in enumerate(laid.progress.along)}
    if laid.by == "stages":
        return lambda step: (along.get(step.name, len(along)), step.name)
    return lambda step: (-(step.entered or 0), step.name)


def title_of(progress: ProgressDefinition, step: str) -> str:
    """How a person calls a step."""
    stage = progress.stage(step)
    return stage.title if stage is not None else step_title(step)


def moves_of(laid: Laid, rows: Rows) -> tuple[FlowMove, ...]:
    """The moves, the commonest first."""
    along = {stage.name: place for place, stage in enumerate(laid.progress.along)} if laid.by == "stages" else {}
    finished = ending_steps(laid)
    made = [
        FlowMove(
            step, following, int(count), float(middle) / SECOND, float(high) / SECOND,
            along.get(following, len(along)) < along.get(step, len(along)),
            step in finished and following not in finished,
        )
        for step, following, count, _, middle, high in rows
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda move: (-(move.count or 0), move.step, move.next)))


def ends_of(rows: Rows) -> tuple[FlowEnd, ...]:
    """First or last steps, the commonest first."""
    made = [FlowEnd(step, int(count)) for step, _, count, *_ in rows]
    return tuple(sorted(made, key=lambda end: (-(end.count or 0), end.step)))


def variants_of(rows: Rows, cases: int) -> tuple[FlowVariant, ...]:
    """The variants, the commonest first."""
    made = [
        FlowVariant(tuple(path.split(BETWEEN)), int(count), int(count) / cases, float(middle) / SECOND)
        for path, _, count, _, middle, _ in rows
    ]
    return tuple(sorted(made, key=lambda variant: (-(variant.count or 0), variant.steps)))
