"""The commands that tell signal from noise: trend, compare, pattern, warnings."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any

import typer

from peeler.answers.compare import CompareAnswer, CompareQuestion, compare
from peeler.answers.figure_words import Style, value_words
from peeler.answers.pattern import PatternAnswer, PatternQuestion, pattern
from peeler.answers.trend import trend
from peeler.answers.trend_answer import TrendAnswer, TrendQuestion, TrendSeries
from peeler.answers.warning_answer import NamedSign, WarningsAnswer, WarningSign, WarningsQuestion
from peeler.answers.warning_signs import warning_signs
from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.questions import At, From, Known, Periods, To, Variant, Where, dimensions, moment, periods
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso, parse_day
from peeler.terms.errors import RequestError

MOST_POINTS = 999  # beyond which a number given for a baseline is taken for a year
STANDS = {True: "stands", False: "does not stand", None: "cannot be said"}


def day(text: str, option: str) -> date:
    """A day as a person writes it; RequestError names the option."""
    try:
        return parse_day(text.strip())
    except ValueError as problem:
        raise RequestError(f"{option}: '{text[:40]}' is {problem}") from None


def baseline_of(text: str | None) -> tuple[tuple[date, date] | None, int | None]:
    """``2017-04-01..2019-03-31``, or ``12`` for the first so many points."""
    if text is None:
        return None, None
    if text.strip().isdigit() and int(text) <= MOST_POINTS:
        return None, int(text)
    first, between, last = text.partition("..")
    if not between:
        raise RequestError("--baseline: say FROM..TO, for example 2017-04-01..2019-03-31, or how many points")
    return (day(first, "--baseline"), day(last, "--baseline")), None


def rebase_of(text: str) -> tuple[date, str]:
    """``2019-06-01=Crimes are recorded at first contact``."""
    when, _, reason = text.partition("=")
    if not reason.strip():
        raise RequestError("--rebase: say DATE=REASON, for example '2019-06-01=recorded at first contact'")
    return day(when, "--rebase"), reason.strip()


def trend_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help="Which measure or benchmark; see 'peeler list measures' and 'benchmarks'.")
    ],
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    every: Periods = None,
    by: Annotated[
        str | None, typer.Option("--by", help="A chart for each group: dimensions with commas between.")
    ] = None,
    where: Where = None,
    variant: Variant = None,
    force: Annotated[str | None, typer.Option("--force", help="Of one force alone.")] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", help="FROM..TO, or how many first points: what locks the limits.")
    ] = None,
    rebase: Annotated[
        list[str] | None, typer.Option("--rebase", help="DATE=REASON: limits are calculated anew; may be said again.")
    ] = None,
    unmarked: Annotated[
        bool, typer.Option("--without-annotations", help="Without the catalogue's changes of law and recording.")
    ] = False,
    screened: Annotated[bool, typer.Option("--screened", help="Leave out large moving ranges.")] = False,
    form: Form = None,
) -> None:
    """Show whether a measure or a published series changes, and whether that is real: an XmR chart in words and numbers."""
    session, (days, first) = session_of(context), baseline_of(baseline)
    question = TrendQuestion(
        name, moment(at), moment(known), moment(start, "start"), moment(end), periods(every),
        dimensions(by), where, variant, force, days, first,
        tuple(rebase_of(one) for one in rebase or ()), not unmarked, screened,
    )  # fmt: skip
    answer: TrendAnswer = session.ask(trend, question)
    heading = f"{answer.definition.title} ({answer.definition.unit}), as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    chosen = form or session.form
    rows = [
        row for series in answer.series for row in trend_rows(series, answer.style if chosen is Format.table else None)
    ]
    printed(chosen, heading, plain(answer), rows, [*trend_words(answer), *answer.notes])


def trend_rows(series: TrendSeries, style: Style | None) -> Iterator[dict[str, Any]]:
    """The points of one series as rows; with a style, numbers as a person reads them."""

    def shown(value: float | None) -> Any:
        return value if style is None else value_words(value, style)

    for point in series.points:
        seen = point.seen
        stage = None if seen.stage is None else series.chart.stages[seen.stage]
        yield {
            "period": point.period.isoformat(), **dict(series.dimensions), "value": shown(point.row.value),
            "lower": shown(stage.lower) if stage else None, "centre": shown(stage.centre) if stage else None,
            "upper": shown(stage.upper) if stage else None, "rule": seen.rule, "way": seen.way,
            "meaning": seen.meaning if seen.rule else None, "note": point.why_not or mark_of(series, point.period),
        }  # fmt: skip


def mark_of(series: TrendSeries, period: date) -> str | None:
    """The dated changes that first show in a period."""
    return "; ".join(mark.title for mark in series.marks if mark.period == period) or None


def trend_words(answer: TrendAnswer) -> list[str]:
    """What is said of each series, under its group."""
    said = []
    for series in answer.series:
        group = ", ".join(f"{name} {value}" for name, value in series.dimensions)
        said.append(f"{group + ': ' if group else ''}{' '.join(series.words)}")
    return said


def compare_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which share or rate, or which benchmark.")],
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    by: Annotated[str, typer.Option("--by", help="What is compared: force, team or another dimension.")] = "force",
    where: Where = None,
    variant: Variant = None,
    named: Annotated[str | None, typer.Option("--named", help="Whom to say it of: a force or team.")] = None,
    form: Form = None,
) -> None:
    """Compare forces or teams in a funnel: who stands out by more than chance and the usual differences explain."""
    session = session_of(context)
    question = CompareQuestion(
        name, moment(at), moment(known), moment(start, "start"), moment(end), by, where, variant, named
    )
    answer: CompareAnswer = session.ask(compare, question)
    rows = [
        {
            by: point.name, "numerator": point.numerator, "denominator": round(point.denominator),
            "value": point.value * answer.per, "score": point.adjusted, "position": point.position.replace("_", " "),
        }
        for point in (answer.funnel.points if answer.funnel else ())
    ]  # fmt: skip
    days = f", {answer.first} to {answer.last}" if answer.first and answer.last else ""
    heading = f"{answer.definition.title} ({answer.definition.unit}){days}, as at {iso(answer.as_at)[:16]}"
    printed(form or session.form, heading, plain(answer), rows, [*answer.words, *answer.notes])


def pattern_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which measure.")],
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    where: Where = None,
    variant: Variant = None,
    form: Form = None,
) -> None:
    """Show when in the week: counts by weekday and hour of London's clock, and whether they differ by more than chance."""
    session = session_of(context)
    question = PatternQuestion(name, moment(at), moment(known), moment(start, "start"), moment(end), where, variant)
    answer: PatternAnswer = session.ask(pattern, question)
    rows = [
        {"weekday": told["weekday"], "hour": told["hour"], "count": row.in_place_of("value") or row.value}
        for row in answer.grid
        if (told := dict(row.dimensions))
    ]
    chosen = form or session.form
    across = crossed(rows) if chosen is Format.table else rows
    heading = f"{answer.definition.title} by weekday and hour, as at {iso(answer.as_at)[:16]}"
    printed(chosen, heading, plain(answer), across, [*answer.words, *answer.notes])


def crossed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Hours down, weekdays across."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["hour"], {"hour": f"{row['hour']:02d}:00"})[row["weekday"][:3]] = row["count"]
    return list(found.values())


def warnings_command(
    context: typer.Context,
    measures: Annotated[list[str] | None, typer.Argument(metavar="[MEASURE]...", help="Of these alone.")] = None,
    at: At = None,
    known: Known = None,
    whole: Annotated[bool, typer.Option("--whole", help="Each measure as a whole, without its breakdowns.")] = False,
    form: Form = None,
) -> None:
    """List the warning signs: each new signal once, by harm and strength, and how many chance alone would make."""
    session = session_of(context)
    question = WarningsQuestion(moment(at), moment(known), tuple(measures or ()), not whole)
    answer: WarningsAnswer = session.ask(warning_signs, question)
    rows = [sign_row(sign) for sign in (*answer.signs, *answer.improvements)]
    heading = f"Warning signs, as at {iso(answer.as_at)[:16]}"
    said = [*answer.words, *(named_words(one) for one in answer.named), *(sign.words for sign in answer.signs)]
    printed(form or session.form, heading, plain(answer), rows, [*said, *answer.notes])


def sign_row(sign: WarningSign) -> dict[str, Any]:
    """One sign as a row."""
    return {
        "harm": sign.harm, "measure": sign.measure, "group": ", ".join(str(value) for _, value in sign.dimensions) or None,
        "period": sign.period.isoformat(), "meaning": sign.signal.meaning, "rule": sign.signal.rule, "way": sign.signal.way,
        "strength": round(sign.signal.strength, 1), "also in": len(sign.parts) or None,
    }  # fmt: skip


def named_words(one: NamedSign) -> str:
    """A named sign in a line."""
    rests = "; ".join(f"{part.title}, {part.moves}: {STANDS[part.met]}" for part in one.evidence)
    return f"{one.title}: {STANDS[one.stands]} ({rests})."


def register_trending(app: typer.Typer) -> None:
    """Adds these commands."""
    commands: dict[str, Callable[..., None]] = {
        "trend": trend_command, "compare": compare_command, "pattern": pattern_command, "warnings": warnings_command,
    }  # fmt: skip
    for name, command in commands.items():
        app.command(name)(command)
