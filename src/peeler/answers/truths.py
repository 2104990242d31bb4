"""A board beside what was planted: whether Peeler's counts are the truth's, and its percentages print the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peeler.answers.boards import BoardAnswer, FigureAnswer
from peeler.definitions.boards import BoardDefinition, SpanFile, TruthFile
from peeler.definitions.printed import Printed
from peeler.measures.growth import growth
from peeler.terms.errors import RequestError

Said = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Planted:
    """One figure's planted truth: the number as it truly happened, as the extracts tell it, and what Peeler makes of it.

    ``exact``: every count Peeler gives is what the extracts tell; None where there is nothing to compare.
    ``prints_alike``: Peeler's number and the truth's are the same at the precision the report prints.
    """

    true: float | None
    told: float | None
    exact: bool | None
    prints_alike: bool | None


NOTHING = Planted(None, None, None, None)


def planted(answer: BoardAnswer, board: BoardDefinition, truth: Mapping[str, Any], force: str | None) -> list[Planted]:
    """The planted truth of every figure, in the order of the board; RequestError for a file that is not truth.json."""
    figures = truths_of(truth, force)
    return [
        beside(one, definition.file.truth, definition.file.before, definition.prints, figures)
        for one, definition in zip(answer.figures, board.figures, strict=True)
    ]


def truths_of(truth: Mapping[str, Any], force: str | None) -> Sequence[Mapping[str, Any]]:
    """The figures that truth.json holds of a force; of the only one where none is named."""
    forces = truth.get("forces")
    if not isinstance(forces, dict) or not forces:
        raise RequestError("the truth is not a truth.json as peeler simulate writes it")
    name = force if force in forces else next(iter(forces)) if len(forces) == 1 else None
    if name is None:
        raise RequestError(f"the truth is of several forces ({', '.join(forces)}), and none is the workspace's own")
    return list(forces[name].get("measures", ()))


def beside(
    figure: FigureAnswer,
    wanted: TruthFile | None,
    before: SpanFile | None,
    prints: Printed | None,
    figures: Sequence[Mapping[str, Any]],
) -> Planted:
    """One figure beside its truth."""
    found = None if wanted is None else truth_named(figures, wanted, wanted)
    if wanted is None or found is None:
        return NOTHING
    then = None if before is None else truth_named(figures, wanted, before)
    if before is not None and then is None:
        return NOTHING
    true, told = (
        scaled(number_of(found[kind], None if then is None else then[kind], figure.shows), per_of(figure))
        for kind in ("true", "told")
    )
    alike = None
    if prints is not None and figure.number is not None and true is not None:
        alike = prints.at_precision(figure.number) == prints.at_precision(true)
    return Planted(true, told, counts_alike(figure, found["told"], None if then is None else then["told"]), alike)


def truth_named(
    figures: Sequence[Mapping[str, Any]], wanted: TruthFile, span: SpanFile
) -> Mapping[str, Mapping[str, int]] | None:
    """The truth of a measure, variant and span; None where none was planted."""
    key = (wanted.measure, wanted.variant, span.start, span.end)
    return next((one for one in figures if key == tuple(map(one.get, ("measure", "variant", "from", "to")))), None)


def per_of(figure: FigureAnswer) -> int:
    """Of how many a rate is (per 10,000 adult women): 1 for anything else."""
    row = figure.row
    if figure.shows != "value" or row is None or not row.value or not row.numerator or not row.denominator:
        return 1
    return round(row.value * row.denominator / row.numerator)


def scaled(number: float | None, per: int) -> float | None:
    """A number of a rate's own size."""
    return None if number is None else number * per


def number_of(said: Said, before: Said | None, shows: str) -> float | None:
    """The number that a figure shows, of what was counted."""
    if shows == "change":
        found = growth(whole(said), whole(before or {}))
        return None if found is None else found.value
    if shows != "value" and "denominator" in said:
        return worked_out(said, shows)
    if "value" in said:
        return said["value"]
    return said["numerator"] / said["denominator"] if said.get("denominator") else None


def worked_out(said: Said, shows: str) -> float | None:
    """Another number than the value, of a numerator, a denominator and what is unknown (ruling 16)."""
    unknown = said.get("unknown", 0)
    n = said["denominator"] + unknown
    shares = {"lowest": said["numerator"], "highest": said["numerator"] + unknown}
    if shows in shares:
        return shares[shows] / n if n else None
    return {"n": n, "missing": said["denominator"] - said["numerator"], **said}.get(shows)


def whole(said: Said) -> int:
    """A count, or the numerator of what has one."""
    return said.get("value", said.get("numerator", 0))


def counts_alike(figure: FigureAnswer, told: Said, before: Said | None) -> bool | None:
    """Whether every count that both have is the same."""
    row = figure.row
    if row is None or figure.problem:
        return None
    if before is not None:
        then = figure.before.rows[0] if figure.before is not None and figure.before.rows else None
        return then is not None and (row.numerator, then.numerator) == (whole(told), whole(before))
    if figure.answer is not None and figure.answer.definition.kind == "composite":
        return None if figure.number is None else figure.number == number_of(told, None, figure.shows)
    names = {"value": "numerator"}
    return all(getattr(row, names.get(name, name)) == count for name, count in told.items())
