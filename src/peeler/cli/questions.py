"""The options by which any command asks a question: moments, time, periods, breakdown, filter and variant."""

from typing import Annotated, Any

import typer

from peeler.answers.measure import MeasureQuestion
from peeler.terms.clocks import Every, Instant, parse_every, parse_moment

At = Annotated[str | None, typer.Option("--at", help="As at the end of this day, or this moment (default now).")]
Known = Annotated[str | None, typer.Option("--known", help="As known at the end of this day, or this moment.")]
From = Annotated[str | None, typer.Option("--from", help="From the start of this day.")]
To = Annotated[str | None, typer.Option("--to", help="To the end of this day.")]
Periods = Annotated[str | None, typer.Option("--every", help="day, week, month, quarter, year, financial_year.")]
By = Annotated[str | None, typer.Option("--by", help="Dimensions with commas between: crime_type,team@recorded_at.")]
Where = Annotated[str | None, typer.Option("--where", help="A condition on the object's attributes.")]
Variant = Annotated[str | None, typer.Option("--variant", help="A named variant of the measure.")]


def moment(text: str | None, edge: Any = "end") -> Instant | None:
    """What a person wrote for a moment, if anything."""
    return parse_moment(text, edge=edge) if text else None


def periods(text: str | None) -> Every | None:
    """What a person wrote for periods, if anything; RequestError names the nearest."""
    return parse_every(text) if text else None


def dimensions(text: str | None) -> tuple[str, ...]:
    """Names written with commas between."""
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text else ()


def measure_question(  # noqa: PLR0913, PLR0917 (each is an option of a command)
    name: str,
    at: str | None,
    known: str | None,
    start: str | None,
    end: str | None,
    every: str | None,
    by: str | None,
    where: str | None,
    variant: str | None,
) -> MeasureQuestion:
    """The question these options ask; RequestError for a moment or a kind of period that is none."""
    return MeasureQuestion(
        name,
        moment(at),
        moment(known),
        moment(start, "start"),
        moment(end),
        periods(every),
        dimensions(by),
        where,
        variant,
    )
