"""The view of a comparison: who stands out of the crowd in words, the funnel, a tile map of forces, and the table by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from peeler.answers.compare import BY_CHANCE, CompareAnswer, Funnel, FunnelPoint, interval_of
from peeler.definitions.catalogue import Catalogue
from peeler.web.figures import Figure, drawn_twice
from peeler.web.funnel_chart import funnel_chart
from peeler.web.moments import begun, day_text
from peeler.web.numbers import THIN, Style, bare, range_text, value_text, whole
from peeler.web.parameters import Asked, address
from peeler.web.signals import as_read
from peeler.web.subject import dimension_words, force_words
from peeler.web.tables import Cell, Column, NumberTable
from peeler.web.tiles import TILES, tile_map

FORCE = "force"
PALE, WHITE, DARK = "#DDE3E8", "#FFFFFF", "#0B0C0C"
INKS = {"better": ("#12436D", WHITE), "worse": ("#F46A25", DARK), "neither": ("#A285D1", DARK), "inside": (PALE, DARK)}
POSITIONS = {
    "inside": "inside the limits", "high": "above", "low": "below", "very_high": "far above", "very_low": "far below",
}  # fmt: skip
HALF = 0.5  # of a unit: fewer than this by chance are said to be seldom any
FEW = 6  # so many are named in a sentence; the table names them all


@dataclass(frozen=True)
class CompareView:
    """What the template shows. ``tiles``: the map for a wide and a narrow page with its alternative, of forces alone."""

    answer: str
    more: tuple[str, ...]
    figure: Figure | None
    tiles: tuple[Markup, Markup] | None
    table: NumberTable | None
    title: str
    unit: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Crowd:
    """How the units of an answer are called and their values written."""

    answer: CompareAnswer
    catalogue: Catalogue
    ours: str

    @property
    def style(self) -> Style:
        """How values are written."""
        return "share" if self.answer.style == "share" else "rate"

    def name(self, key: str) -> str:
        """A unit's name as people say it."""
        return force_words(key, self.catalogue) if self.answer.question.by == FORCE else key

    def value(self, value: float) -> str:
        """A value as it is read."""
        return value_text(value * self.answer.per, self.style)

    def side(self, point: FunnelPoint) -> str:
        """Whether where a unit stands is better, worse, neither or inside."""
        better, high = self.answer.definition.better, point.position.endswith("high")
        if point.position == "inside":
            return "inside"
        if better == "context":
            return "neither"
        return "better" if (better == "higher") == high else "worse"


def compare_view(answer: CompareAnswer, catalogue: Catalogue, ours: str, said: Asked) -> CompareView:
    """The view of an answer."""
    crowd, found = Crowd(answer, catalogue, ours), answer.funnel
    unit = answer.definition.unit
    if found is None:
        return CompareView(
            as_read(" ".join(answer.words)), (), None, None, None, answer.definition.title, unit, answer.notes
        )
    own = next((point for point in found.points if point.name == ours), None)
    first, *more = [*([of_ours(own, found, crowd)] if own else []), *standing_out(found, crowd)]
    return CompareView(
        first, (*more, *spread_words(found, crowd), *left_out_words(crowd)), funnel_figure(found, crowd, " ".join([first, *more])),
        tiles_of(found, crowd), table_of(found, crowd, said), answer.definition.title, unit, answer.notes,
    )  # fmt: skip


def of_ours(point: FunnelPoint, found: Funnel, crowd: Crowd) -> str:
    """What the funnel says of us."""
    name, values = (
        begun(crowd.name(point.name)),
        f"{crowd.value(point.value)} against {crowd.value(found.centre)} of all together",
    )
    if point.position == "inside":
        return f"Nothing sets {crowd.name(point.name)} apart: {values}, inside what chance and the usual differences explain."
    way = "high" if point.position.endswith("high") else "low"
    far = "far " if point.position.startswith("very") else ""
    return f"{name} stands out {way}: {values}, {far}outside what chance and the usual differences explain."


def standing_out(found: Funnel, crowd: Crowd) -> list[str]:
    """How many stand out, and which way, by name; with how many chance alone would."""
    outside = [point for point in found.points if point.position != "inside"]
    many, chance = len(found.points), len(found.points) * BY_CHANCE
    expected = (
        f"chance alone would put about {whole(max(chance, 1))} of {many} there"
        if chance >= HALF
        else "chance alone would seldom put any there"
    )
    if not outside:
        return [f"None of {many} stands out ({expected})."]
    said = [f"{len(outside)} of {many} stand{'s' if len(outside) == 1 else ''} out ({expected})."]
    for way in ("high", "low"):
        those = [point for point in outside if point.position.endswith(way)]
        if those:
            said.append(f"{way.capitalize()}: {names_of(those, crowd)}.")
    return said


def names_of(points: list[FunnelPoint], crowd: Crowd) -> str:
    """Units by name with their values; where they are many, the rest are left to the table."""
    told = [f"{crowd.name(point.name)} ({crowd.value(point.value)})" for point in points[:FEW]]
    rest = f" and {len(points) - FEW} more, in the table" if len(points) > FEW else ""
    return ", ".join(told) + rest


def spread_words(found: Funnel, crowd: Crowd) -> tuple[str, ...]:
    """What the limits count beside chance."""
    if not found.spread:
        return ("They differ no more than chance explains, so the limits are those of chance alone.",)
    spread = bare(found.spread * crowd.answer.per, crowd.style) + (f"{THIN}%" if crowd.style == "share" else "")
    said = "They differ more than chance explains, so the limits also count the usual differences between them"
    return (f"{said} (a standard deviation of {spread}).",)


def left_out_words(crowd: Crowd) -> tuple[str, ...]:
    """Who is left out, and why."""
    if not crowd.answer.left_out:
        return ()
    named = ", ".join(crowd.name(key) for key in crowd.answer.left_out)
    return (f"Left out, because too little is known of them or may be told: {named}.",)


def funnel_figure(found: Funnel, crowd: Crowd, words: str) -> Figure:
    """The funnel at both widths."""
    answer = crowd.answer
    inks = {point.name: INKS[crowd.side(point)][0] for point in found.points}
    names = {point.name: crowd.name(point.name) for point in found.points}
    time = f" {day_text(answer.first)} to {day_text(answer.last)}." if answer.first and answer.last else ""
    size = "people" if found.family == "rate" else "records"
    return drawn_twice(
        lambda at: funnel_chart(found, crowd.style, answer.per, inks, names, crowd.ours, at),
        f"{answer.definition.title}, by {dimension_words(answer.question.by)}",
        f"{begun(answer.definition.unit)}; further right: more {size}.{time} Between the dotted lines: 95 in 100 by chance and "
        "the usual differences; between the outer lines: 998 in 1" + THIN + "000.",
        words,
    )  # fmt: skip


def tiles_of(found: Funnel, crowd: Crowd) -> tuple[Markup, Markup] | None:
    """The tile map, where forces are compared and most of them are on it."""
    if crowd.answer.question.by != FORCE:
        return None
    inks: Mapping[str, tuple[str, str]] = {p.name: INKS[crowd.side(p)] for p in found.points if p.name in TILES}
    return tile_map(inks, crowd.ours) if len(inks) * 2 > len(TILES) else None


def table_of(found: Funnel, crowd: Crowd, said: Asked) -> NumberTable:
    """Everyone in order of name, each with its interval and where it stands."""
    heads = (
        Column(dimension_words(crowd.answer.question.by).capitalize()), Column("Value"), Column("95 % interval", "interval"),
        Column("Of which"), Column("Out of"), Column("Where it stands", "funnel"),
    )  # fmt: skip
    rows = sorted(((crowd.name(point.name), point) for point in found.points), key=lambda pair: pair[0])
    lines = tuple((Cell(name, door(point, crowd, said)), cells_of(point, crowd)) for name, point in rows)
    return NumberTable(f"{crowd.answer.definition.title}, in order of name", heads, lines)


def door(point: FunnelPoint, crowd: Crowd, said: Asked) -> str:
    """The way to a unit's own trend; a published figure has none."""
    question = crowd.answer.question
    if question.name not in crowd.catalogue.measures:
        return ""
    told = point.name.replace("'", "''")
    own = f"{question.by} = '{told}'"
    where = f"({question.where}) and {own}" if question.where else own
    kept = [(name, text) for name, text in said.pairs if name in ("from", "to", "variant", "at", "known")]
    return address("/trends", [("measure", question.name), ("where", where), *kept])


def cells_of(point: FunnelPoint, crowd: Crowd) -> tuple[Cell, ...]:
    """One unit's numbers."""
    low, high = interval_of(point, crowd.answer)
    unit = f"{THIN}%" if crowd.style == "share" else ""
    return (
        Cell(crowd.value(point.value)), Cell(range_text(low, high, crowd.style) + unit), Cell(whole(point.numerator)),
        Cell(whole(point.denominator)), Cell(POSITIONS[point.position]),
    )  # fmt: skip
