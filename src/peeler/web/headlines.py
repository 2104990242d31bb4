"""The headline figures: each as a sentence with number, interval and n, what it is beside, whether it is signal or noise."""

from dataclasses import dataclass

from markupsafe import Markup

from peeler.answers.boards import FigureAnswer
from peeler.answers.figure_words import comparators, interval_words, number_words, unit_words
from peeler.answers.measure import MeasureQuestion
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import parse_every
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.asking import Ask
from peeler.web.frame import late_words
from peeler.web.moments import begun
from peeler.web.numbers import value_text
from peeler.web.parameters import Pairs, address
from peeler.web.sentences import verdict
from peeler.web.series import Series, series
from peeler.web.signals import as_read, newest_seen, signal_words
from peeler.web.sparks import spark
from peeler.web.subject import Subject, n_text, subject_of


@dataclass(frozen=True)
class Headline:
    """One figure: its sentence, what it is beside, the verdict, a spark, and the way to its trend; ``late``: silent feeds.

    ``meaning`` is that of its newest judged period: improvement, concern, neutral or common_cause; empty where none is.
    """

    title: str
    href: str
    answer: Markup
    beside: str
    verdict: str
    meaning: str
    spark: Markup
    late: str


def headline_of_figure(ask: Ask, figure: FigureAnswer, catalogue: Catalogue, moments: Pairs) -> Headline | None:
    """The headline of a board's figure; None where it has no number here."""
    if figure.answer is None or figure.number is None:
        return None
    question, found = figure.answer.question, None
    subject = subject_of(catalogue.measures[question.measure])
    found = by_period(ask, question, subject)
    beside = [as_read(line) for line in comparators(figure.answer)][:1]
    narrowed = [(name, text) for name, text in (("where", question.where), ("variant", question.variant)) if text]
    return Headline(
        figure.title, address("/trends", [("measure", question.measure), *narrowed, *moments]), strong(figure, subject),
        f"Beside it: {beside[0]}." if beside else "", judged(subject, found), meaning_of(found), sparkled(found),
        late_words(figure.answer.freshness),
    )  # fmt: skip


def headline_of_measure(
    ask: Ask, name: str, catalogue: Catalogue, moments: Pairs, question: MeasureQuestion
) -> Headline | None:
    """The headline of a measure by its own periods, for a catalogue without a board of headlines; None without a number."""
    subject = subject_of(catalogue.measures[name])
    found = by_period(ask, question, subject)
    if found is None or not any(row.value is not None or row.suppressed for row in found.rows):
        return None
    return Headline(
        found.answer.definition.title, address("/trends", [("measure", name), *moments]), verdict(subject, found).answer, "",
        judged(subject, found), meaning_of(found), sparkled(found), late_words(found.answer.freshness),
    )  # fmt: skip


def by_period(ask: Ask, question: MeasureQuestion, subject: Subject) -> Series | None:
    """The measure by its own periods over the whole time; None where it cannot be told so."""
    whole = MeasureQuestion(
        question.measure, question.at, question.known, where=question.where, variant=question.variant, flows=False,
    )  # fmt: skip
    try:
        return series(ask, whole, parse_every(subject.definition.file.every))
    except NotAllowed:
        raise
    except RequestError:
        return None


def strong(figure: FigureAnswer, subject: Subject) -> Markup:
    """The figure's number, strong, with its unit and interval; what a share rests on beside it."""
    interval, row = as_read(interval_words(figure)), figure.row
    n = f"n = {n_text(row)}" if row is not None and subject.style != "count" and subject.has_records else ""
    within = "; ".join(part for part in (f"95 % interval {interval}" if interval else "", n) if part)
    brackets = f" ({within})" if within else ""
    return Markup("<strong>{}</strong> {}{}.").format(as_read(number_words(figure)), unit_words(figure), brackets)


def judged(subject: Subject, found: Series | None) -> str:
    """The newest period's own number, and whether it is signal or noise."""
    said = signal_words(subject, found) if found is not None and found.rows else ()
    if found is None or not said:
        return ""
    row = found.rows[found.newest]
    value = row.in_place_of("value") or value_text(row.value, subject.style)
    return f"{begun(value)} {subject.when(row, found.every)}. {said[0]}"


def meaning_of(found: Series | None) -> str:
    """What the newest judged period means."""
    seen = newest_seen(found) if found is not None else None
    return "" if seen is None else seen.meaning


def sparkled(found: Series | None) -> Markup:
    """The series as a line the size of a word."""
    return spark([row.value for row in found.rows]) if found is not None else Markup("")
