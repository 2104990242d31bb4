"""The view of how cases end: the answer in words, the charts, the tables and the doors behind their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from peeler.answers.resolution.answer import HORIZONS, Course, Ending, ResolutionAnswer, Share
from peeler.answers.resolution.telling import horizon_words
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.clocks import london
from peeler.web.endings_chart import LEFT, LONGEST, REST, course_panels, hues, one_course, shares_on
from peeler.web.figures import Figure, drawn_twice
from peeler.web.lines import MOST_PANELS
from peeler.web.moments import begun, day_text, period_text
from peeler.web.numbers import DASH, bare, percent, whole
from peeler.web.outlook import OutlookView
from peeler.web.parameters import WHOLE, Asked, Pairs, address, cell_pairs
from peeler.web.subject import dimension_words, value_words
from peeler.web.tables import Cell, Column, Line, NumberTable

ALL = "All"
NEAR = 14  # days that no chart shows
KEPT = ("from", "to", "at", "known", "variant")


@dataclass(frozen=True)
class ResolutionView:
    """What the template shows; ``panels`` are small charts of cohorts or groups, ``outlook`` where action taken will end."""

    answer: str
    certainty: tuple[str, ...]
    more: tuple[str, ...]
    figure: Figure | None
    panels: Figure | None
    endings: NumberTable
    courses: NumberTable | None
    outlook: OutlookView | None
    notes: tuple[str, ...]
    csv: str
    json: str
    explain: str
    trend: str


@dataclass(frozen=True)
class Doors:
    """The addresses of the records behind numbers: the page's own question, narrowed."""

    definition: MeasureDefinition
    said: Asked

    def to(self, which: str, where: str, extra: Pairs = (), every: str = WHOLE) -> str:
        """The records of one number."""
        kept = [(name, text) for name, text in self.said.pairs if name in KEPT]
        own = " and ".join(f"({text})" for text in (self.said.one("where"), where) if text)
        pairs = [("measure", self.definition.name), ("every", every), *kept, *([("where", own)] if own else [])]
        return address("/records", [*pairs, ("which", which), *extra])

    @property
    def waiting(self) -> str:
        """The condition of those that have not ended."""
        waits = self.definition.waiting
        times = [] if waits is None else [waits.until, *waits.unless.values()]
        return " and ".join(f"{time} is null" for time in times)

    def ending(self, ending: Ending) -> str:
        """The condition of those that came to an ending."""
        waits = self.definition.waiting
        column = "" if waits is None else waits.ending
        return f"{column} is null" if ending.name == "not_said" else f"{column} = '{ending.name}'"


def resolution_view(
    answer: ResolutionAnswer, definition: MeasureDefinition, said: Asked, outlook: OutlookView | None
) -> ResolutionView:
    """The view of an answer."""
    doors, pairs = Doors(definition, said), said.pairs
    return ResolutionView(
        answer_words(answer, definition), certainty(answer, definition), newest_words(answer), figure(answer), panels(answer),
        endings_table(answer, doors), courses_table(answer, doors), outlook, tuple(dict.fromkeys((*answer.notes, *definition.file.notes))),
        address("/resolution.csv", pairs), address("/resolution.json", pairs), f"/explain/{definition.name}",
        address("/trends", [("measure", definition.name), *((n, t) for n, t in pairs if n in (*KEPT, "where"))]),
    )  # fmt: skip


def noun_of(definition: MeasureDefinition) -> str:
    """What is counted, in the plural: ``crimes`` of investigations."""
    return "crimes" if definition.object.name == "investigation" else f"{dimension_words(definition.object.name)}s"


def answer_words(answer: ResolutionAnswer, definition: MeasureDefinition) -> str:
    """Of 100, how many came to what within the longest horizon that is told."""
    course, noun = answer.whole, noun_of(definition)
    day = course.furthest
    if not course.n:
        return f"No {noun} have been counted for these choices."
    if day is None:
        return f"Too little time has passed to say how these {whole(course.n)} {noun} end."
    inks = hues([course])
    parts = shares_on(course, day, inks)
    hundred = out_of_hundred([*parts.values(), max(0.0, 1 - sum(parts.values()))])
    told = [f"{count} {lowered(name)}" for name, count in zip(parts, hundred, strict=False) if count]
    return f"Of 100 {noun}, {horizon_words(day)} after recording: {', '.join(told)}; {hundred[-1] or 'none'} without any outcome."


def lowered(name: str) -> str:
    """An ending within a sentence."""
    return {REST: "something else"}.get(name, name[:1].lower() + name[1:])


def out_of_hundred(shares: Sequence[float]) -> list[int]:
    """Shares as whole numbers that come to 100, by largest remainders."""
    hundredths = [share * 100 for share in shares]
    floors = [int(one) for one in hundredths]
    order = sorted(range(len(shares)), key=lambda place: floors[place] - hundredths[place])
    for place in order[: max(0, 100 - sum(floors))]:
        floors[place] += 1
    return floors


def certainty(answer: ResolutionAnswer, definition: MeasureDefinition) -> tuple[str, ...]:
    """Of how many, how many have no outcome yet, and how long half of them take."""
    course = answer.whole
    if not course.n:
        return ()
    said = [f"Of {whole(course.n)} {noun_of(definition)}, {whole(course.waiting)} have no outcome yet."]
    value, low, high = course.half
    if value is not None:
        between = f" ({low:.0f} to {high:.0f})" if low is not None and high is not None else ""
        said.append(f"Half have one within {value:.0f} days{between}.")
    return tuple(said)


def newest_words(answer: ResolutionAnswer) -> tuple[str, ...]:
    """The first ending of the newest cohort that is told whole by the same horizon, beside that of the same time before."""
    every, day = answer.question.every, answer.whole.furthest
    if every is None or day is None:
        return ()
    ready = [one for one in answer.courses if one.whole_until >= day and one.drawn]
    if len(ready) < 2 or ready[-1].period is None or ready[0].period is None:
        return ()
    first, last = (one.drawn[0].by(day) for one in (ready[0], ready[-1]))
    if first is None or last is None:
        return ()
    name, when = begun(lowered(ready[-1].drawn[0].title)), period_text(ready[-1].period, every)
    newest = f"{name} within {horizon_words(day)}: {with_interval(last)} of those recorded in {when}"
    before = f"{with_interval(first)} of those recorded in {period_text(ready[0].period, every)}"
    return (f"{newest}, the newest of whom so long can be told, and {before}.",)


def with_interval(share: Share) -> str:
    """``13.5 % (12.9 to 14.1)``."""
    return f"{percent(share.share)} ({bare(share.low, 'share')} to {bare(share.high, 'share')})"


def figure(answer: ResolutionAnswer) -> Figure | None:
    """The chart of all; None where nothing is told."""
    course = answer.whole
    if course.furthest is None:
        return None
    dashed = (
        " Pale and dashed: fewer than half have been followed so long."
        if course.whole_until < min(course.reach, LONGEST) - NEAR
        else ""
    )
    return drawn_twice(
        lambda size: one_course(course, size),
        "How they end, by the time since they were recorded",
        f"Share of all, one outcome on top of another; what is left has no outcome yet.{dashed}",
        f"{sum_words(course)} The table below has every number with its interval.",
    )


def sum_words(course: Course) -> str:
    """What came of a course by the longest horizon, in a sentence."""
    day = course.furthest
    if day is None:
        return "Nothing is told yet."
    inks = hues([course])
    told = [f"{lowered(name)} {percent(share)}" for name, share in shares_on(course, day, inks).items() if share]
    return f"By {horizon_words(day)} after recording: {', '.join(told)}."


def panels(answer: ResolutionAnswer) -> Figure | None:
    """A small chart of each cohort (the newest of them) or group (the largest); None where there are none."""
    told = [one for one in answer.courses if one.furthest is not None]
    shown = told[-MOST_PANELS:] if answer.question.every else told[:MOST_PANELS]
    if not shown:
        return None
    inks = hues([answer.whole, *shown])
    named = [(name_of(answer, one), one) for one in shown]
    legend = "; ".join(
        f"{COLOUR_WORDS[place]}: {lowered(name)}" for place, name in enumerate(name for name in inks if name != REST)
    )
    what = (
        f"{answer.question.every} of recording" if answer.question.every else dimension_words(answer.question.by or "")
    )
    rest = len(told) - len(shown)
    return drawn_twice(
        lambda size: course_panels(named, inks, size),
        f"By {what}",
        f"{legend}; grey: something else; white: no outcome yet. Pale and dashed: not all of them have been followed so long.",
        f"A small chart for each of {len(shown)}, in the colours of the chart above; the table below has every number.",
        f"{rest} more are in the table alone." if rest else "",
    )  # fmt: skip


COLOUR_WORDS = ("Blue", "Turquoise", "Pink", "Orange")


def name_of(answer: ResolutionAnswer, course: Course) -> str:
    """A cohort or a group in words."""
    if course.period is not None and answer.question.every is not None:
        return period_text(course.period, answer.question.every)
    return begun(value_words(course.value))


def endings_table(answer: ResolutionAnswer, doors: Doors) -> NumberTable:
    """Each ending down, horizons across, and how many so far."""
    course = answer.whole
    days = [day for day in HORIZONS if course.endings and course.endings[0].by(day) is not None]
    heads = (
        Column("Ending, within"),
        Column("So far"),
        *(Column(begun(horizon_words(day).removeprefix("a "))) for day in days),
    )
    lines = [ending_line(ending, days, doors) for ending in course.endings if ending.count]
    left = [Cell("") if (by := course.ended_by(day)) is None else Cell(percent(max(0.0, 1 - by))) for day in days]
    still = number_cell(course.waiting, doors.to("denominator", doors.waiting), "no outcome yet")
    all_ = number_cell(course.n, doors.to("denominator", ""), "all")
    foot: list[Line] = [(Cell(LEFT), (still, *left)), (Cell(ALL), (all_, *(Cell("") for _ in days)))]
    return NumberTable("How they ended, and by when", heads, tuple(lines), tuple(foot))


def ending_line(ending: Ending, days: Sequence[int], doors: Doors) -> Line:
    """One ending's row; who ended otherwise has no records of the measure's own."""
    href = "" if ending.otherwise else doors.to("numerator", doors.ending(ending))
    cells = [Cell(percent(found.share), aside=aside(found)) if (found := ending.by(day)) else Cell("") for day in days]
    return Cell(ending.title), (number_cell(ending.count, href, ending.title), *cells)


def number_cell(number: int, href: str, about: str) -> Cell:
    """A number that leads to its records; nought leads nowhere."""
    return Cell(whole(number), href if number else "", "", about)


def aside(share: Share) -> str:
    """An interval beside its number."""
    return f"({bare(share.low, 'share')}{DASH}{bare(share.high, 'share')})"


def courses_table(answer: ResolutionAnswer, doors: Doors) -> NumberTable | None:
    """Each cohort or group down, what is drawn across, by the longest horizon that each is told by."""
    if not answer.courses:
        return None
    names = [one.drawn_with for one in answer.whole.drawn if one.count]
    head = "Recorded in" if answer.question.every else begun(dimension_words(answer.question.by or ""))
    heads = (Column(head), Column("Recorded"), Column("Within"), *(Column(name) for name in names), Column(LEFT))
    shown = answer.courses[::-1] if answer.question.every else answer.courses
    rows = tuple(course_line(answer, course, names, doors) for course in shown)
    return NumberTable("Side by side, by the longest time that can be told", heads, rows)


def course_line(answer: ResolutionAnswer, course: Course, names: Sequence[str], doors: Doors) -> Line:
    """One cohort's or group's row."""
    head = Cell(name_of(answer, course), aside="(provisional)" if course.provisional else "")
    if course.held:
        return head, (Cell(course.held), *(Cell("") for _ in range(len(names) + 2)))
    day, about = course.furthest, name_of(answer, course)
    every, by = answer.question.every, answer.question.by
    dims = [(by, course.value)] if by else []
    extra = [*([("by", by)] if by else []), *cell_pairs(course.period, dims)]
    own = {one.drawn_with: one for one in course.drawn}
    cells = []
    for name in names:
        found = own[name].by(day) if day is not None and name in own else None
        cells.append(Cell("") if found is None else Cell(percent(found.share), aside=aside(found)))
    return head, (
        number_cell(course.n, doors.to("denominator", "", extra, every or WHOLE), f"recorded: {about}"),
        Cell(horizon_words(day) if day is not None else "too early"), *cells,
        number_cell(course.waiting, doors.to("denominator", doors.waiting, extra, every or WHOLE), f"no outcome yet: {about}"),
    )  # fmt: skip


def told_words(answer: ResolutionAnswer) -> str:
    """Up to when anything is told of them."""
    return f"Waits are seen as at {day_text(london(answer.told).date())}, the last word there is."
