"""A series as a line the size of a word, from zero; the sentence beside it says what it shows."""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 160, 32, 4
FEWEST = 3


def spark(values: Sequence[float | None]) -> Markup:
    """The values in order as a small SVG, the newest marked; empty for fewer than three known values."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    top = max((value for _, value in known), default=0)
    if len(known) < FEWEST or top <= 0:
        return Markup("")
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    at = [(EDGE + place * step, HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE)) for place, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    return Markup(
        '<svg class="peeler-spark" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true" focusable="false">'
        '<polyline points="{line}" fill="none" stroke="#12436D" stroke-width="2"/>'
        '<circle cx="{x}" cy="{y}" r="3.5" fill="#12436D"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, line=line, x=f"{at[-1][0]:.1f}", y=f"{at[-1][1]:.1f}")
