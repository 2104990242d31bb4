"""Where an answer comes from: its sources and their licences, in a line for a chart's foot."""

from dataclasses import dataclass
from datetime import date

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import MeasureAnswer
from peeler.definitions.catalogue import Catalogue
from peeler.web.frame import feed_text
from peeler.web.moments import day_text, moment_text


@dataclass(frozen=True)
class Origin:
    """Sources with licences, as at and as known in words, the version of the definition, and each feed's freshness."""

    sources: str
    as_at: str
    as_known: str
    version: str
    feeds: tuple[str, ...]


def origin(answer: MeasureAnswer, catalogue: Catalogue) -> Origin:
    """The origin of a measure's answer."""
    named = [source_words(feed, catalogue) for feed in answer.freshness]
    named += [
        f"{b.publisher}, {vintage_words(b.vintage)}{licence_words(b.licence)}"
        for b in answer.benchmarks
        if b.rows and not answer.question.by
    ]
    return Origin(
        "; ".join(dict.fromkeys(named)) or "no source has spoken yet",
        moment_text(answer.as_at),
        moment_text(answer.as_known),
        answer.definition.version[:12],
        tuple(feed_text(feed) for feed in answer.freshness),
    )


def source_words(feed: SourceFreshness, catalogue: Catalogue) -> str:
    """A source by its publisher or title, with its licence."""
    known = catalogue.sources.get(feed.source)
    if known is None:
        return feed.title
    return (known.file.publisher or known.file.title) + licence_words(known.file.licence)


def vintage_words(vintage: str) -> str:
    """A vintage, its date in words where it is one."""
    try:
        return f"tables to {day_text(date.fromisoformat(vintage))}"
    except ValueError:
        return vintage or "of no stated date"


def licence_words(licence: str) -> str:
    """`` (Open Government Licence v3.0)``, or nothing."""
    return f" ({licence})" if licence else ""
