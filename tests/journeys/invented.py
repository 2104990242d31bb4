"""An invented force behind the pages: answers shaped like a year of open data, made here and true of nobody."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import Any

from peeler.answers.explain import (
    AttributeLineage,
    ConditionInWords,
    ExplainAnswer,
    KeptVersion,
    WorkedExample,
)
from peeler.answers.measure import (
    Benchmark,
    BenchmarkRow,
    DefinitionSummary,
    MeasureAnswer,
    MeasureQuestion,
    MeasureRow,
)
from peeler.answers.records import Record, RecordsAnswer, RecordsQuestion
from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.definitions.measures import columns_for
from peeler.measures.intervals import wilson
from peeler.measures.rows import Cell, Place, count_row, rate_row, share_row
from peeler.terms.clocks import Instant, first_of_period, start_of_day
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer
from tests.journeys.invented_boards import (
    invented_again,
    invented_board,
    invented_list,
    invented_saved,
    invented_why,
)  # fmt: skip
from tests.journeys.invented_capacity import invented_capacity
from tests.journeys.invented_case import invented_case, invented_case_progress
from tests.journeys.invented_duties import invented_occasion, invented_tasks
from tests.journeys.invented_health import HEARD, HOSTILE, MONTHS, NOW, freshness, invented_health, invented_quarantine
from tests.journeys.invented_now import invented_now, invented_versions
from tests.journeys.invented_progress import invented_conformance, invented_flow_cases, invented_progress
from tests.journeys.invented_resolution import invented_resolution
from tests.journeys.invented_show import invented_show
from tests.journeys.invented_trends import (
    invented_compare,
    invented_outlook,
    invented_pattern,
    invented_trend,
    invented_warnings,
)
from tests.journeys.invented_workload import invented_workload

BY_MONTH = (4310, 4205, 4190, 4288, 4021, 4133, 4402, 4275, 4180, 3961, 4105, 3990, 4372, 4338)
TYPES = (
    "Violence and sexual offences",
    "Vehicle crime",
    "Other theft",
    "Public order",
    "Criminal damage and arson",
    "Shoplifting",
    "Burglary",
    "Drugs",
    "Other crime",
    "Possession of weapons",
    "Bicycle theft",
    "Robbery",
    "Theft from the person",
)


@cache
def catalogue_once() -> Catalogue:
    """The product's own catalogue, read once for all tests."""
    return load_catalogue()


def shared(total: int, turn: int) -> list[int]:
    """A total taken apart over the crime types, a little differently each month; the parts add up."""
    weights = [40 + turn % 3, 10, 9, 9, 8, 9 + turn % 4, 5, 4, 2, 1, 1, 1, 1]
    parts = [total * weight // sum(weights) for weight in weights]
    return [parts[0] + total - sum(parts), *parts[1:]]


@dataclass
class Invented:
    """What stands behind the pages in tests. ``empty``: nothing loaded; ``silent``: the feed is late."""

    empty: bool = False
    silent: bool = False
    synthetic: bool = False
    crime_types: tuple[str, ...] = TYPES
    broken: bool = False
    loading: tuple[str, ...] = ()
    now: Instant = NOW
    version: int = 2
    catalogue: Catalogue = field(default_factory=catalogue_once)
    asked: list[tuple[str, Any]] = field(default_factory=list)

    @contextmanager
    def asking(self, viewer: Viewer) -> Iterator[Any]:
        answers: Mapping[str, Callable[..., Any]] = {
            "measure": self.measure,
            "records": self.records,
            "explain": self.explain,
            "health": partial(invented_health, self),
            "show": partial(invented_show, self),
            "quarantine": partial(invented_quarantine, self),
            "case": partial(invented_case, self, freshness(silent=self.silent), NOW),
            "case_progress": partial(invented_case_progress, self),
            "happening": partial(invented_now, self, freshness(silent=self.silent)),
            "follow": partial(invented_versions, self),
            "versions": partial(invented_versions, self),
            "list_kind": partial(invented_list, self),
            "trend": partial(invented_trend, self),
            "pattern": partial(invented_pattern, self),
            "compare": partial(invented_compare, self),
            "outlook_of": partial(invented_outlook, self),
            "progress": partial(invented_progress, self),
            "flow_cases": partial(invented_flow_cases, self),
            "conformance": partial(invented_conformance, self),
            "resolution": partial(invented_resolution, self),
            "warning_signs": partial(invented_warnings, self),
            "board": partial(invented_board, self),
            "saved_figures": partial(invented_saved, self),
            "saved_figure": partial(invented_again, self),
            "why": partial(invented_why, self),
            "capacity": partial(invented_capacity, self),
            "tasks": partial(invented_tasks, self, freshness(silent=self.silent)),
            "occasion": partial(invented_occasion, self),
            "workload": partial(invented_workload, self, freshness(silent=self.silent)),
        }

        def ask(function: Callable[..., Any], *arguments: Any) -> Any:
            if self.broken:
                raise ValueError(f"{HOSTILE} for {viewer.name}")
            self.asked.append((function.__name__, arguments))
            return answers[function.__name__](*arguments)

        yield ask

    def do(self, viewer: Viewer, deed: Callable[..., Any], *arguments: Any) -> Any:
        self.asked.append((deed.__name__, (*arguments, viewer)))

    def measure(self, question: MeasureQuestion) -> MeasureAnswer:
        definition = self.catalogue.measures[question.measure]
        for name in question.by:
            if name.partition("@")[0] not in columns_for(definition.object):
                raise unknown("dimension", name, [d.name for d in definition.dimensions], where="by")
        if question.where and not ("=" in question.where or " is " in question.where):
            raise RequestError(f"where: '{question.where}' is not a condition")
        file = definition.file
        summary = DefinitionSummary(
            definition.name, file.title, file.question, file.kind, file.unit, file.better, definition.hash
        )
        rows = () if self.empty or question.where == "crime_type = 'None such'" else tuple(self.rows(question))
        return MeasureAnswer(
            question,
            summary,
            question.at or NOW,
            question.known or NOW,
            () if self.empty else (freshness(silent=self.silent),),
            rows,
            () if self.empty else self.benchmarks(question),
            ("Known to the source system.",),
            7,
            self.synthetic,
        )

    def rows(self, question: MeasureQuestion) -> Iterator[MeasureRow]:
        every = question.every
        periods: dict[date | None, list[int]] = {}
        for number, month in enumerate(MONTHS):
            periods.setdefault(None if every is None else first_of_period(month, every), []).append(number)
        for period, numbers in periods.items():
            if not question.by:
                yield self.row(question, Place(period, ()), numbers, sum(BY_MONTH[n] for n in numbers))
                continue
            parts = [sum(column) for column in zip(*(shared(BY_MONTH[n], n) for n in numbers), strict=True)]
            for crime_type, part in zip(self.crime_types, parts, strict=False):
                yield self.row(
                    question, Place(period, tuple((name, crime_type) for name in question.by)), numbers, part
                )

    def row(self, question: MeasureQuestion, place: Place, numbers: list[int], total: int) -> MeasureRow:
        definition = self.catalogue.measures[question.measure]
        if definition.file.kind == "stock":
            return count_row(place, Cell(total, 0, total // 40, (), total // 9, total // 10))
        if definition.file.denominator:
            return rate_row(place, Cell(total), 704_736, 1_000)
        if definition.file.kind == "ratio":
            counted, missing = total * (70 + numbers[-1] * 3) // 1_000, total * 26 // 1_000
            parts = (counted - 3, 3, missing - 2, 2, 0, total - missing, 0)[: len(definition.parts)]
            return share_row(place, Cell(counted, total - counted - missing, missing, parts), definition)
        return count_row(place, Cell(total))

    def benchmarks(self, question: MeasureQuestion) -> tuple[Benchmark, ...]:
        names = [c.partition(":")[2] for c in self.catalogue.measures[question.measure].file.compare if ":" in c]
        return tuple(self.benchmark(name) for name in names)

    def benchmark(self, name: str) -> Benchmark:
        file = self.catalogue.benchmarks[name].file
        rows, everyone = [], []
        for first, last, number in (
            (date(2023, 4, 1), date(2023, 6, 30), 13_420),
            (date(2023, 7, 1), date(2023, 9, 30), 13_877),
            (date(2023, 10, 1), date(2023, 12, 31), 13_105),
            (date(2024, 1, 1), date(2024, 3, 31), 13_380),
        ):
            rows.append(published(first, last, number, number // 14, share=bool(file.numerator)))
            everyone.append(published(first, last, number * 43, number * 43 // 12, share=bool(file.numerator)))
        return Benchmark(
            name,
            file.title,
            file.about,
            file.publisher,
            file.licence,
            "published April 2024",
            file.unit,
            "quarter",
            ("middleshire",),
            tuple(rows),
            tuple(everyone) if file.numerator else (),
            file.why_they_differ,
            None,
        )

    def records(self, question: RecordsQuestion) -> RecordsAnswer:
        answer = self.measure(question.measure)
        if question.measure.every == "week":
            answer = replace(
                answer, rows=(self.row(question.measure, Place(question.period, question.dimensions), [0], 60),)
            )
        if question.period is None and answer.definition.kind == "stock":
            answer = replace(answer, rows=(self.row(question.measure, Place(None, question.dimensions), [0], 60),))
        found = [r for r in answer.rows if r.period == question.period and r.dimensions == question.dimensions]
        if not found:
            raise RequestError("period: the answer has no such row")
        of = {"unknown": found[0].unknown, "denominator": found[0].denominator or 0}
        total = of.get(question.which, found[0].numerator) or 0
        first = (question.page - 1) * question.size
        made = tuple(self.record(number, question) for number in range(first, min(first + question.size, total)))
        return RecordsAnswer(
            question,
            answer.definition.title,
            answer.as_at,
            answer.as_known,
            total,
            question.page,
            -(-total // question.size),
            made,
            ("Locations are anonymised map points.",),
            7,
        )

    def record(self, number: int, question: RecordsQuestion) -> Record:
        month = start_of_day(question.period or MONTHS[0])
        columns = (
            ("crime_type", "word", self.crime_types[number % len(self.crime_types)]),
            ("recorded_at", "instant", month),
            ("flags", "set", ("domestic_abuse", "hate") if number % 5 == 0 else ()),
            ("outcome_as_given", "text", None),
        )
        return Record("investigation", f"crime:{number:064x}", "middleshire", None, month, columns)

    def explain(self, name: str) -> ExplainAnswer:
        if name not in self.catalogue.measures:
            raise unknown("measure", name, self.catalogue.measures)
        definition = self.catalogue.measures[name]
        file, summary = definition.file, self.measure(MeasureQuestion(name)).definition
        return ExplainAnswer(
            summary,
            file.why,
            file.never or "",
            definition.object.name,
            "by the time an investigation was recorded",
            (ConditionInWords("population", "status <> 'cancelled'", "the status is not cancelled"),),
            tuple((p.of, p.label, p.when.text) for p in definition.parts),
            tuple(file.variants.items()),
            tuple(d.name for d in definition.dimensions),
            file.exclusions,
            file.notes,
            ("Each crime counts once.",),
            tuple(file.authority.items()),
            file.owner,
            file.checked_by,
            file.review_by,
            (
                AttributeLineage(
                    "status",
                    "word",
                    "case when cancelled is not null then 'cancelled' end",
                    ("investigation.cancelled",),
                    ("event_lines",),
                ),
            ),
            (freshness(silent=self.silent),),
            (("home_office", "Police recorded crime", "Counted by other rules."),),
            (
                WorkedExample(
                    "One crime counts once", ({"event": "investigation.recorded", "at": "2024-01"},), {}, [{"value": 1}]
                ),
            ),
            (KeptVersion(definition.hash, HEARD, True),),
            "title: as written\n",
        )


def published(first: date, last: date, n: int, counted: int, *, share: bool) -> BenchmarkRow:
    """One published figure: a share of n, or n itself."""
    if not share:
        return BenchmarkRow(first, last, None, n, None, n, None, None)
    interval = wilson(counted, n)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return BenchmarkRow(first, last, None, counted, n, counted / n, low, high)
