"""A chart as a picture that may leave its page: title, subtitle and source stand in it, and a text says its finding."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

import vl_convert

SIZE = re.compile(r"<svg\b[^>]*?\bwidth=\"(?P<width>[\d.]+)\"[^>]*?\bheight=\"(?P<height>[\d.]+)\"")
FONT = "Arial, Helvetica, sans-serif"
EDGE = 16
SCALE = 2.0


class Words(NamedTuple):
    """What stands around a chart: title, subtitle, source with as at and as known; ``alternative`` says the finding."""

    title: str
    subtitle: str
    foot: str
    alternative: str


def picture(chart: str, words: Words) -> str:
    """The chart as an SVG of its own; ValueError for one whose size is not said."""
    found = SIZE.search(chart)
    if found is None:
        raise ValueError("a chart without a size")
    width, height = float(found["width"]), float(found["height"])
    letters = int(width // 7.5)
    head = [*lines(words.title, letters - 8, 18, bold=True), *lines(words.subtitle, letters, 14)]
    top = EDGE + sum(size + 6 for _, size, _ in head)
    foot = lines(words.foot, letters, 13)
    whole = top + height + sum(size + 6 for _, size, _ in foot) + EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'width="{width + 2 * EDGE:.0f}" height="{whole:.0f}" viewBox="0 0 {width + 2 * EDGE:.0f} {whole:.0f}">'
        f"<title>{escape(words.title)}</title><desc>{escape(words.alternative)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{written(head, EDGE)}'
        f'<g transform="translate({EDGE},{top:.0f})">{chart}</g>{written(foot, top + height)}</svg>\n'
    )


def png(svg: str) -> bytes:
    """The same picture in dots, at twice its size."""
    return bytes(vl_convert.svg_to_png(svg, scale=SCALE))


def lines(text: str, letters: int, size: int, *, bold: bool = False) -> list[tuple[str, int, bool]]:
    """A text broken into lines of at most so many letters."""
    made = [""] if text else []
    for word in text.split():
        if made[-1] and len(made[-1]) + 1 + len(word) > letters:
            made.append("")
        made[-1] = f"{made[-1]} {word}".strip()
    return [(line, size, bold) for line in made]


def written(texts: Sequence[tuple[str, int, bool]], top: float) -> str:
    """Lines of text, one under another."""
    out, y = [], top
    for text, size, bold in texts:
        y += size + 6
        weight = ' font-weight="bold"' if bold else ""
        out.append(
            f'<text x="{EDGE}" y="{y - 6:.0f}" font-family="{FONT}" font-size="{size}" fill="#0b0c0c"{weight}>{escape(text)}</text>'
        )
    return "".join(out)
