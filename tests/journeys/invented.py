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
from peeler.answers.freshness import SourceFreshness
from peeler.answers.health import FileHealth, HealthAnswer, ObjectHealth, SourceHealth
from peeler.answers.measure import (
    Benchmark,
    BenchmarkRow,
    DefinitionSummary,
    MeasureAnswer,
    MeasureQuestion,
    MeasureRow,
)
from peeler.answers.quarantine import AsideCount, QuarantineAnswer, QuarantineQuestion
from peeler.answers.records import Record, RecordsAnswer, RecordsQuestion
from peeler.answers.show import Linked, ShowAnswer, Shown, ShowQuestion, TimelineEvent
from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.measures.intervals import wilson
from peeler.measures.rows import Cell, Place, count_row, rate_row, share_row
from peeler.terms.clocks import Instant, add_months, first_of_period, parse_instant, start_of_day
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer
from tests.journeys.invented_case import invented_case
from tests.journeys.invented_now import invented_now, invented_versions
from tests.journeys.refused import refused_rows

NOW = parse_instant("2024-05-20T09:30:00")
HEARD = parse_instant("2024-05-03T02:10:00")
MONTHS = tuple(add_months(date(2023, 3, 1), n) for n in range(14))
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
DAY = 86_400_000_000
HOSTILE = "<script>alert(1)</script>"


@cache
def catalogue_once() -> Catalogue:
    """The product's own catalogue, read once for all tests."""
    return load_catalogue()


def shared(total: int, turn: int) -> list[int]:
    """A total taken apart over the crime types, a little differently each month; the parts add up."""
    weights = [40 + turn % 3, 10, 9, 9, 8, 9 + turn % 4, 5, 4, 2, 1, 1, 1, 1]
    parts = [total * weight // sum(weights) for weight in weights]
    return [parts[0] + total - sum(parts), *parts[1:]]


def freshness(*, silent: bool) -> SourceFreshness:
    return SourceFreshness(
        "police_uk",
        "data.police.uk monthly archive",
        HEARD,
        start_of_day(date(2024, 4, 1)),
        "month",
        Instant(HEARD + 31 * DAY),
        silent,
        (40 if silent else 17) * DAY,
        171_204,
    )


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
            "health": self.health,
            "show": self.show,
            "quarantine": self.quarantine,
            "case": partial(invented_case, self, freshness(silent=self.silent), NOW),
            "happening": partial(invented_now, self, freshness(silent=self.silent)),
            "follow": partial(invented_versions, self),
            "versions": partial(invented_versions, self),
        }

        def ask(function: Callable[..., Any], *arguments: Any) -> Any:
            if self.broken:
                raise ValueError(f"{HOSTILE} for {viewer.name}")
            self.asked.append((function.__name__, arguments))
            return answers[function.__name__](*arguments)

        yield ask

    def measure(self, question: MeasureQuestion) -> MeasureAnswer:
        definition = self.catalogue.measures[question.measure]
        for name in question.by:
            if name.partition("@")[0] not in definition.object.columns:
                raise unknown("dimension", name, [d.name for d in definition.dimensions], where="by")
        if question.where and "=" not in question.where:
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
            file.object,
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

    def health(self) -> HealthAnswer:
        if self.empty:
            return HealthAnswer(NOW, (), (), 0, 0, 0, (), (), (), 0, 0, 0, self.synthetic, checked_at=NOW)
        files = tuple(
            FileHealth(
                "police_uk",
                f"{month:%Y-%m}-middleshire-{table}.csv",
                table,
                HEARD,
                read,
                read - bad,
                0,
                bad,
                0,
                "2024-04",
                True,
            )
            for month in MONTHS[::-1]
            for table, read, bad in (("street", 5_310, 0), ("outcomes", 4_402, 3 if month.month == 4 else 0))
        )
        reasons = (("Month is not a month such as 2024-04", 4), ("Crime ID is empty", 2))
        read, bad = sum(file.read for file in files), sum(file.quarantined for file in files)
        fresh = freshness(silent=self.silent)
        source = SourceHealth(
            "police_uk",
            "data.police.uk monthly archive",
            fresh,
            read,
            read - bad,
            0,
            bad,
            True,
            reasons,
            files,
            (AsideCount("anna", HOSTILE, 2),),
        )
        never = SourceHealth("home_office", "Home Office tables", None, 0, 0, 0, 0, True, (), ())
        objects = (
            ObjectHealth("investigation", "Investigation", 58_770, 4_161, ("crime:a1b2", "crime:c3d4"), 0, (), 12),
            ObjectHealth("stop", "Stop", 4_209, 0, (), 0, (("stop:long", 5_201),), 0),
        )
        problems = (
            "6 rows of data.police.uk monthly archive are in quarantine.",
            *(("The archive is late.",) if self.silent else ()),
        )
        return HealthAnswer(
            NOW, (source, never), objects, 171_204, 3, 0, (), (), problems, 171_204, 171_204, 7, self.synthetic,
            checked_at=HEARD, checked_to=171_204,
        )  # fmt: skip

    def show(self, question: ShowQuestion) -> ShowAnswer:
        if question.object_type not in self.catalogue.objects:
            raise unknown("object", question.object_type, self.catalogue.objects)
        if "none" in question.object:
            raise RequestError(f"{question.object_type} '{question.object}': nothing is known of it")
        at = start_of_day(date(2024, 2, 1))
        told = TimelineEvent(
            "police_uk/2024-02/1",
            "investigation.recorded",
            "The crime was recorded.",
            at,
            "month",
            None,
            HEARD,
            "police_uk",
            None,
            "investigation",
            (("crime_type", self.crime_types[0]), ("area", "Middleshire 004B")),
            (("text", None),),
            None,
        )
        dead = replace(
            told,
            id="police_uk/2024-02/2",
            type="investigation.outcome_assigned",
            meaning="",
            at=None,
            precision="unknown",
            dead_from=HEARD,
        )
        state = (
            Shown("status", "word", "open"),
            Shown("recorded_at", "instant", at),
            Shown("flags", "set", ("domestic_abuse",)),
            Shown("held", "since", at),
            Shown("outcomes_file", "yes_no", True, True),
            Shown("team", "word", None),
        )
        return ShowAnswer(
            question,
            "Investigation",
            "A recorded crime.",
            question.at or NOW,
            question.known or NOW,
            "middleshire",
            True,
            False,
            at,
            None if self.empty else state,
            () if self.empty else (told, dead),
            (Linked("publication", "publication", "publication:middleshire/2024-02"),),
            ("Dated to the month only.",), 7,
        )  # fmt: skip

    def quarantine(self, question: QuarantineQuestion) -> QuarantineAnswer:
        if question.source and question.source not in self.catalogue.sources:
            raise unknown("source", question.source, self.catalogue.sources)
        return QuarantineAnswer(question, 0, 1, 0, (), ()) if self.empty else refused_rows(question, HEARD, HOSTILE)


def published(first: date, last: date, n: int, counted: int, *, share: bool) -> BenchmarkRow:
    """One published figure: a share of n, or n itself."""
    if not share:
        return BenchmarkRow(first, last, None, n, None, n, None, None)
    interval = wilson(counted, n)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return BenchmarkRow(first, last, None, counted, n, counted / n, low, high)
