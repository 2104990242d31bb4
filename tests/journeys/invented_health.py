"""The health of the invented force's data: its files, its freshness, and what lies in quarantine."""

from datetime import date

from peeler.answers.freshness import SourceFreshness
from peeler.answers.health import FileHealth, HealthAnswer, ObjectHealth, SourceHealth
from peeler.answers.quarantine import AsideCount, QuarantineAnswer, QuarantineQuestion
from peeler.terms.clocks import Instant, add_months, parse_instant, start_of_day
from peeler.terms.errors import unknown
from tests.journeys.invented_now import Force
from tests.journeys.refused import refused_rows

NOW = parse_instant("2024-05-20T09:30:00")
HEARD = parse_instant("2024-05-03T02:10:00")
MONTHS = tuple(add_months(date(2023, 3, 1), n) for n in range(14))
DAY = 86_400_000_000
HOSTILE = "<script>alert(1)</script>"


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


def invented_health(force: Force) -> HealthAnswer:
    """The health of its data: a late archive where it is silent, and a few rows in quarantine."""
    if force.empty:
        return HealthAnswer(NOW, (), (), 0, 0, 0, (), (), (), 0, 0, 0, force.synthetic, checked_at=NOW)
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
    fresh = freshness(silent=force.silent)
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
        *(("The archive is late.",) if force.silent else ()),
    )
    return HealthAnswer(
        NOW, (source, never), objects, 171_204, 3, 0, (), (), problems, 171_204, 171_204, 7, force.synthetic,
        checked_at=HEARD, checked_to=171_204,
    )  # fmt: skip


def invented_quarantine(force: Force, question: QuarantineQuestion) -> QuarantineAnswer:
    """The rows that wait; RequestError for a source that there is not."""
    if question.source and question.source not in force.catalogue.sources:
        raise unknown("source", question.source, force.catalogue.sources)
    return QuarantineAnswer(question, 0, 1, 0, (), ()) if force.empty else refused_rows(question, HEARD, HOSTILE)
