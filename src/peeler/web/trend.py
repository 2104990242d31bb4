"""The view of one measure on the Trends page, made from three answers at one journal version."""

from dataclasses import dataclass, replace

from peeler.answers.measure import Benchmark, MeasureAnswer, MeasureQuestion, MeasureRow, measure
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.clocks import Every, parse_every
from peeler.web.asking import Ask
from peeler.web.figures import Figure, figure
from peeler.web.groups import group_names, newest_of_each
from peeler.web.moments import SINGULAR
from peeler.web.origins import Origin, origin, vintage_words
from peeler.web.outlook import OutlookView, ask_outlook
from peeler.web.parameters import Asked, Pairs, address, cell_pairs, measure_pairs
from peeler.web.pattern import has_pattern
from peeler.web.sentences import Verdict, breakdown_words, verdict, verdict_of_whole, whole_words
from peeler.web.series import Series, series
from peeler.web.subject import Subject, dimension_words
from peeler.web.tables import Cell, Door, NumberTable, by_group, by_period, crossed, number_door, published

MOST_PERIODS = 120
MOST_CROSSED = 24
MOST_GROUPS = 60
PARTS = {"numerator": "Counted", "denominator": "Out of", "unknown": "Unknown"}


@dataclass(frozen=True)
class Answers:
    """As asked; by period without breakdown; and the whole time in one row."""

    asked: MeasureAnswer
    series: Series
    whole: MeasureAnswer
    outlook: OutlookView | None = None


@dataclass(frozen=True)
class PartLine:
    """One labelled part of a share, with the door to its records."""

    of: str
    label: str
    cell: Cell


@dataclass(frozen=True)
class Published:
    """What somebody else published: title, why it differs, a note, where to see it side by side, and the figures."""

    benchmark: Benchmark
    side_by_side: str
    vintage: str
    table: NumberTable


@dataclass(frozen=True)
class Trend:
    """What the template shows."""

    subject: Subject
    verdict: Verdict
    more: tuple[str, ...]
    figure: Figure | None
    table: NumberTable
    parts: tuple[PartLine, ...]
    published: tuple[Published, ...]
    notes: tuple[str, ...]
    origin: Origin
    explain: str
    csv: str
    json: str
    files: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...] = ()
    outlook: OutlookView | None = None
    pattern: str = ""
    compare: str = ""


def answer_all(ask: Ask, question: MeasureQuestion, subject: Subject) -> Answers:
    """The three answers, each asked only once."""
    every: Every = question.every or parse_every(subject.definition.file.every)
    found, whole = series(ask, question, every), replace(question, by=(), every=None, rolling=None)
    asked = found.answer if question == found.answer.question else ask(measure, question)
    return Answers(
        asked, found, asked if question == whole else ask(measure, whole), ask_outlook(ask, question, subject)
    )


def trend(subject: Subject, answers: Answers, said: Asked, catalogue: Catalogue) -> Trend:
    """The view of a page's answers."""
    question = answers.asked.question
    words = verdict(subject, answers.series) if question.every else verdict_of_whole(subject, answers.whole)
    pairs = measure_pairs(question, said)
    drawn = figure(subject, answers.asked, answers.series, words, catalogue)
    kinds = ("ods", "xlsx", "pdf", *(("svg", "png") if drawn is not None and len(answers.asked.rows) > 1 else ()))
    return Trend(
        subject,
        words,
        more_words(subject, answers),
        drawn,
        table(subject, answers, said),
        parts(answers.whole, said, subject.definition),
        tuple(publication(b, answers.asked, said) for b in answers.asked.benchmarks if b.rows),
        tuple(dict.fromkeys((*answers.asked.notes, *subject.definition.file.notes))),
        origin(answers.asked, catalogue),
        f"/explain/{question.measure}",
        address("/trends.csv", pairs),
        address("/trends.json", pairs),
        tuple((kind.upper(), address(f"/trends.{kind}", pairs)) for kind in kinds),
        terms(subject, question, said),
        answers.outlook,
        address("/pattern", narrowed(pairs)) if has_pattern(subject.definition) else "",
        address("/compare", narrowed(pairs)) if subject.style in ("share", "rate") and subject.has_records else "",
    )


def narrowed(pairs: Pairs) -> list[tuple[str, str]]:
    """The parameters of the same records, without periods and breakdowns."""
    return [(name, text) for name, text in pairs if name not in ("every", "by", "rolling")]


def terms(subject: Subject, question: MeasureQuestion, said: Asked) -> tuple[tuple[str, str], ...]:
    """The measures a composite is worked out from, each with the way to its own trend over the same time."""
    kept = [
        (n, text) for n, text in measure_pairs(question, said) if n not in ("measure", "variant", "where", "rolling")
    ]
    found = []
    for term in subject.definition.terms:
        where = " and ".join(f"({text})" for text in (term.where, question.where) if text)
        own = [("variant", term.variant)] if term.variant else []
        pairs = [("measure", term.measure.name), *own, *([("where", where)] if where else []), *kept]
        found.append((f"{term.name.replace('_', ' ')}: {term.measure.file.title}", address("/trends", pairs)))
    return tuple(found)


def doors(question: MeasureQuestion, said: Asked, definition: MeasureDefinition) -> Door:
    """The addresses of the records behind the numbers of one question's answer; none of one that is worked out."""
    pairs = measure_pairs(question, said)
    if definition.terms:
        return lambda _row, _which: ""

    def door(row: MeasureRow, which: str) -> str:
        return address("/records", [*pairs, ("which", which), *cell_pairs(row.period, row.dimensions)])

    return door


def more_words(subject: Subject, answers: Answers) -> tuple[str, ...]:
    """The whole time in a line, and the groups that matter most."""
    question, rows = answers.asked.question, answers.series.rows
    lines = []
    if question.every and question.rolling is None and rows and answers.whole.rows:
        lines.append(whole_words(subject, answers.whole.rows[0], answers.series))
    if question.by and answers.asked.rows:
        newest, when = newest_of_each(subject, answers.asked, answers.series)
        lines.append(breakdown_words(subject, newest, when))
    return tuple(line for line in lines if line)


def table(subject: Subject, answers: Answers, said: Asked) -> NumberTable:
    """The numbers: by period, by group, or groups down and periods across."""
    question, rows = answers.asked.question, answers.asked.rows
    definition = subject.definition
    door = doors(question, said, definition)
    whole = answers.whole.rows[0] if answers.whole.rows and question.rolling is None else None
    total = (whole, doors(answers.whole.question, said, definition)) if whole else None
    head = ", ".join(dimension_words(name) for name in question.by).capitalize()
    if question.by and question.every:
        return crossed(subject, rows, group_names(rows)[:MOST_GROUPS], question.every, head, door, MOST_CROSSED)
    if question.by:
        return by_group(subject, rows, head, total, door, MOST_GROUPS)
    every = question.every or answers.series.every
    return by_period(subject, rows, every, total if question.every else None, door, MOST_PERIODS)


def parts(whole: MeasureAnswer, said: Asked, definition: MeasureDefinition) -> tuple[PartLine, ...]:
    """What the whole time's numerator, denominator and unknown are made of."""
    door = doors(whole.question, said, definition)
    return tuple(
        PartLine(
            PARTS.get(part.of, part.of),
            part.label,
            Cell(part.held)
            if part.held
            else number_door(part.count, row, which_part(part.of, part.name), door, part.label),
        )
        for row in whole.rows
        for part in row.parts
    )


def which_part(of: str, name: str) -> str:
    """How an address names a part: ``part:NAME``, and ``part:OF.NAME`` for what no part claims."""
    return f"part:{of}.{name}" if name == "not_said" else f"part:{name}"


def publication(benchmark: Benchmark, answer: MeasureAnswer, said: Asked) -> Published:
    """Published figures with their table, and a link to the same periods where the page shows others."""
    question = answer.question
    same = replace(question, by=(), every=benchmark.every)
    apart = (question.every != benchmark.every or bool(question.by)) and not benchmark.dated
    href = address("/trends", measure_pairs(same, said)) if apart else ""
    return Published(
        benchmark,
        href,
        vintage_words(benchmark.vintage),
        published(
            benchmark, benchmark.title if benchmark.dated else f"{benchmark.title}, each {SINGULAR[benchmark.every]}"
        ),
    )
