"""The weeks ahead: how much falls due on each day, and in each week for each officer or team; a map of each with its table."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from peeler.answers.duties.tasks import DayLoad
from peeler.web.figures import Figure, drawn_twice
from peeler.web.heat_map import HeatCell, heat_map
from peeler.web.moments import MONTHS, day_text
from peeler.web.numbers import whole
from peeler.web.plain_words import reference_words
from peeler.web.tables import Cell, Column, NumberTable

WEEKS = 12
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_DRAWN = 18
NARROW = 6  # weeks a phone has room for
NOBODY = "nobody named"


def mondays(first: date) -> list[date]:
    """The Mondays of the weeks ahead, that of the first day among them."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=number) for number in range(WEEKS + 1)]


def week_head(monday: date) -> str:
    """``12 Aug``."""
    return f"{monday.day} {MONTHS[monday.month - 1][:3]}"


def name_words(name: str | None) -> str:
    """An officer or a team in words."""
    return NOBODY if name is None else reference_words(name).replace("_", " ")


def by_day_map(ahead: Sequence[DayLoad], first: date) -> Figure | None:
    """A calendar: days of the week down, weeks across; None where nothing falls due."""
    due = Counter[date]()
    for one in ahead:
        due[one.day] += one.due
    if not due:
        return None
    weeks = mondays(first)
    busiest = max(due, key=lambda day: (due[day], -day.toordinal()))
    return drawn_twice(
        lambda size: heat_map(
            DAYS,
            [week_head(monday) for monday in shown(weeks, wide=size.columns > 1)],
            [
                HeatCell(name, week_head(monday), due[day], whole(due[day]) if due[day] else "")
                for monday in shown(weeks, wide=size.columns > 1)
                for number, name in enumerate(DAYS)
                for day in [monday + timedelta(days=number)]
            ],
            size,
        ),
        "What falls due, day by day", "How many, by day of the week and the week's Monday; the deeper the blue, the more.",
        f"{whole(due.total())} fall due in the weeks ahead, most on {day_text(busiest)}: {whole(due[busiest])}.",
    )  # fmt: skip


def shown(weeks: Sequence[date], *, wide: bool) -> Sequence[date]:
    """As many weeks as there is room for."""
    return weeks if wide else weeks[:NARROW]


def by_week(ahead: Sequence[DayLoad]) -> dict[str | None, Counter[date]]:
    """How much of each falls due in the week of each Monday."""
    found: dict[str | None, Counter[date]] = {}
    for one in ahead:
        found.setdefault(one.name, Counter())[one.day - timedelta(days=one.day.weekday())] += one.due
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0] is None, item[0] or "")))


def by_name_map(ahead: Sequence[DayLoad], first: date, title: str) -> Figure | None:
    """Whose it is down, weeks across; None where there is one alone, or nothing."""
    found = by_week(ahead)
    if len(found) < 2:
        return None
    names = list(found)[:MOST_DRAWN]
    weeks = mondays(first)
    top = next(iter(found))
    return drawn_twice(
        lambda size: heat_map(
            [name_words(name) for name in names],
            [week_head(monday) for monday in shown(weeks, wide=size.columns > 1)],
            [
                HeatCell(name_words(name), week_head(monday), found[name][monday], whole(found[name][monday]) if found[name][monday] else "")
                for name in names
                for monday in shown(weeks, wide=size.columns > 1)
            ],
            size,
        ),
        title, "How many fall due, by the Monday of the week; the deeper the blue, the more.",
        f"Most fall due for {name_words(top)}: {whole(found[top].total())}.",
    )  # fmt: skip


def by_name_table(ahead: Sequence[DayLoad], first: date, head: str, caption: str) -> NumberTable:
    """The same as a table with its sums; the last column weighs each by its harm."""
    found = by_week(ahead)
    weights = Counter[str | None]()
    for one in ahead:
        weights[one.name] += one.weight
    weeks = mondays(first)
    heads = (
        Column(head),
        *(Column(week_head(monday)) for monday in weeks),
        Column("All"),
        Column("Weighed by harm", "harm_weight"),
    )
    rows = tuple(
        (
            Cell(name_words(name)),
            (
                *(Cell(whole(counts[monday])) for monday in weeks),
                Cell(whole(counts.total())),
                Cell(whole(weights[name])),
            ),
        )
        for name, counts in found.items()
    )
    sums = [sum(counts[monday] for counts in found.values()) for monday in weeks]
    foot = (*(Cell(whole(number)) for number in sums), Cell(whole(sum(sums))), Cell(whole(weights.total())))
    return NumberTable(caption, heads, rows, ((Cell("All together"), foot),))


def by_day_table(ahead: Sequence[DayLoad]) -> NumberTable:
    """Each day on which anything falls due, with how much, its weight, and whose most of it is."""
    days: dict[date, list[DayLoad]] = {}
    for one in ahead:
        days.setdefault(one.day, []).append(one)
    heads = (Column("Day"), Column("Falls due"), Column("Weighed by harm", "harm_weight"), Column("Most of it"))
    rows = []
    for day, several in sorted(days.items()):
        most = max(several, key=lambda one: (one.due, one.weight))
        whose = f"{name_words(most.name)}, {whole(most.due)}"
        cells = (
            Cell(whole(sum(one.due for one in several))),
            Cell(whole(sum(one.weight for one in several))),
            Cell(whose),
        )
        rows.append((Cell(f"{DAYS[day.weekday()][:3]} {day_text(day)}"), cells))
    return NumberTable("Each day on which something falls due", heads, tuple(rows))
