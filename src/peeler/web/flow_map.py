"""Draws a flow map as SVG: steps shaded by how much of the waiting is there, moves as lines as thick as they are common."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from peeler.answers.progress.flow_answer import FlowMove, FlowStep
from peeler.web.charts import COLOURS, FONT, GREY
from peeler.web.flow_places import BEND, BOX, WIDTH, Laid, Line, Place
from peeler.web.heat_map import INK_ON_DEEP, INK_ON_PALE, contrast, mixed
from peeler.web.lines import wrapped
from peeler.web.numbers import THIN, decimal, whole

BLUE, ORANGE, PALEST = COLOURS[0], COLOURS[3], "#F4F7FA"
FADED = "#7D9CB8"  # a line: paler than a box, and 2.9 to 1 on white; its number is what is read
HEAD, ROOMY = 7, 100
LETTER, SMALL_LETTER = 8.4, 6.6  # how wide a letter of a bold name may be, in pixels
Door = Callable[[str], str]


def flow_map(laid: Laid, door: Door, *, stages: bool) -> Markup:
    """The drawing; ``door`` gives the address of the cases behind a step (``here:STEP``) or a move (``move:STEP>NEXT``)."""
    parts = [
        *(run(line) for line in laid.lines), *bridges(laid), *(down(line) for line in laid.lines),
        *(box(place, door, stages=stages) for place in laid.places),
        *(label(line, door, 12 if laid.pitch >= ROOMY else 11) for line in laid.lines),
    ]  # fmt: skip
    frame = Markup(
        '<svg class="peeler-flow__map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="{}" aria-hidden="true">{}</svg>'
    )
    return frame.format(WIDTH, round(laid.height), FONT, Markup().join(parts))


def ink(line: Line) -> str:
    """The colour of a line: orange where it goes back."""
    return ORANGE if line.back or line.move.reopens else FADED


def run(line: Line) -> Markup:
    """The part of a line along its row, and its turn."""
    side, turn = (-1, -1) if line.back else (1, 1)
    return stroke(
        f"M{line.start:.1f} {line.height:.1f}H{line.across - side * BEND:.1f}"
        f"Q{line.across:.1f} {line.height:.1f} {line.across:.1f} {line.height + turn * BEND:.1f}", line, ink(line), line.thick,
    )  # fmt: skip


def down(line: Line) -> Markup:
    """The part of a line in its column, with its head."""
    turn = -1 if line.back else 1
    tip = line.end - turn * HEAD
    half = max(line.thick / 2 + 2.5, 4)
    head = Markup('<path d="M{} {}L{} {}L{} {}Z" fill="{}"/>').format(
        *(f"{number:.1f}" for number in (line.across - half, tip, line.across + half, tip, line.across, line.end)),
        ink(line),
    )
    return stroke(f"M{line.across:.1f} {line.height + turn * BEND:.1f}V{tip:.1f}", line, ink(line), line.thick) + head


def bridges(laid: Laid) -> list[Markup]:
    """Where a column crosses a row, white beside it, so that it is seen to pass over."""
    made = []
    for line in laid.lines:
        for other in laid.lines:
            if crosses(line, other):
                half = other.thick / 2 + 2.5
                made.append(
                    stroke(
                        f"M{line.across:.1f} {other.height - half:.1f}V{other.height + half:.1f}",
                        line,
                        "#FFFFFF",
                        line.thick + 5,
                    )
                )
    return made


def crosses(line: Line, other: Line) -> bool:
    """Whether the column of one line crosses the row of another."""
    low, high = sorted((line.height, line.end))
    left, right = sorted((other.start, other.across))
    return line is not other and low + BEND < other.height < high and left < line.across < right - BEND


def stroke(path: str, line: Line, colour: str, width: float) -> Markup:
    """A line of a width."""
    dashes = Markup(' stroke-dasharray="6 3"') if line.move.reopens and colour != "#FFFFFF" else ""
    return Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{:.1f}"{}/>').format(path, colour, width, dashes)


def box(place: Place, door: Door, *, stages: bool) -> Markup:
    """A step: its name, how many stand there, and how much of all the waiting that is."""
    fill = filled(place.step)
    dark = fill if fill != PALEST else "#FFFFFF"
    on = max((INK_ON_DEEP, INK_ON_PALE), key=lambda one: contrast(one, dark))
    frame = Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}" rx="3" fill="{}" stroke="{}" stroke-width="1.5"/>'
    ).format(place.x, place.y, place.width, BOX, fill, GREY if place.step.ends else BLUE)
    names, size, apart = name_lines(place)
    said = here_words(place.step) if stages else entered_words(place.step)
    rows = [(text, size, "bold") for text in names] + ([(said, min(size, 12), "normal")] if said else [])
    first = place.y + BOX / 2 - (len(rows) - 1) * apart / 2 + 4.5
    texts = [
        Markup(
            '<text x="{:.1f}" y="{:.1f}" text-anchor="middle" font-size="{}" font-weight="{}" fill="{}">{}</text>'
        ).format(place.x + place.width / 2, first + number * apart, points, weight, on, text)
        for number, (text, points, weight) in enumerate(rows)
    ]
    return leading(door(f"here:{place.step.name}") if place.step.here else "", frame + Markup().join(texts))


def name_lines(place: Place) -> tuple[list[str], int, float]:
    """A step's name in two lines, or smaller in three; with its size and how far apart the lines stand."""
    whole_name = wrapped(place.step.title, int(place.width / LETTER), 2)
    if "…" not in whole_name:
        return whole_name.split("\n"), 13, 15
    return wrapped(place.step.title, int(place.width / SMALL_LETTER), 3).split("\n"), 11, 12.5


def filled(step: FlowStep) -> str:
    """Deeper for a step with more of the waiting; white where it ends."""
    if step.ends:
        return "#FFFFFF"
    return PALEST if not step.spent else mixed(step.spent**0.5)


def here_words(step: FlowStep) -> str:
    """``186 here · 69 %`` of the waiting; where it ends, how many have ended there."""
    if step.held or step.here is None:
        return step.held
    if step.ends:
        return f"{whole(step.here)} ended"
    part = "" if not step.spent or step.spent < 0.005 else f" · {whole(100 * step.spent)}{THIN}%"
    return f"{whole(step.here)} here{part}"


def entered_words(step: FlowStep) -> str:
    """How often an event happened."""
    return step.held or f"{whole(step.entered or 0)} times"


def label(line: Line, door: Door, size: int) -> Markup:
    """How many made a move and how long it took them, that in letters of a size, where its row meets its column."""
    move, anchor = line.move, "start" if line.back else "end"
    x = line.across + (line.thick / 2 + 5 if line.back else line.thick / 2)
    y = line.clear - 4
    row = Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" font-size="{}" font-weight="{}" fill="{}" stroke="#FFFFFF" stroke-width="3" '
        'paint-order="stroke">{}</text>'
    )
    times = times_words(move)
    lines = row.format(x, y - (14 if times else 0), anchor, 14, "bold", INK_ON_PALE, whole(move.count or 0))
    lines += row.format(x, y, anchor, size, "normal", GREY, times) if times else Markup()
    return leading(door(f"move:{move.step}>{move.next}"), lines)


def times_words(move: FlowMove) -> str:
    """``2.2 · 16 h``: half within, and nine in ten within; a unit that is the same is said once."""
    if move.median is None or move.ninth is None:
        return ""
    half, nine = short_length(move.median), short_length(move.ninth)
    number, _, unit = half.partition(THIN)
    return f"{number if nine.endswith(THIN + unit) else half} · {nine}"


def short_length(seconds: float) -> str:
    """A length of time in little room: ``<1 min``, ``40 min``, ``5.2 h``, ``16 h``, ``3.6 d``, ``41 d``."""
    if seconds < 60:
        return f"<1{THIN}min"
    if seconds < 5_970:
        return f"{whole(seconds / 60)}{THIN}min"
    number, unit = (seconds / 3_600, "h") if seconds < 2 * 86_400 else (seconds / 86_400, "d")
    return f"{whole(number) if number >= 10 else decimal(number)}{THIN}{unit}"


def leading(href: str, drawn: Markup) -> Markup:
    """What is drawn as a way on for whoever points; a keyboard has the same in the table."""
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(href, drawn) if href else drawn


def told_moves(moves: Sequence[FlowMove], cases: int, most: int, share: float) -> tuple[FlowMove, ...]:
    """The moves that are drawn: those common enough, the commonest to each step, and all that go back, up to so many."""
    first: dict[str, FlowMove] = {}
    for move in moves:
        first.setdefault(move.next, move)
    common = [
        move
        for move in moves
        if move.count and (move.back or move.reopens or move.count >= share * cases or first[move.next] is move)
    ]
    return tuple(common[:most])
