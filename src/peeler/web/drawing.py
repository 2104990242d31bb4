"""Draws a chart to SVG on the server; the same chart is drawn once."""

import json
import re
from functools import lru_cache

import vl_convert
from markupsafe import Markup

from peeler.web.charts import Spec

VEGA_LITE = "6.4"
TAG = re.compile(r"<[^>]*>")
ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def drawn(spec: Spec) -> Markup:
    """A Vega-Lite chart as SVG that may stand in a page: it holds no script, no style and no address."""
    return draw(json.dumps(spec, sort_keys=True))


def warm() -> None:
    """Draws a chart of nothing: the first drawing starts an engine and takes seconds, later ones a moment."""
    drawn({"mark": "point", "data": {"values": []}})


@lru_cache(maxsize=256)
def draw(spec: str) -> Markup:
    """The SVG of a chart written as JSON; texts in it are escaped by Vega."""
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    return Markup(TAG.sub(without_roles, svg))  # noqa: S704 -- Vega escapes what it draws


def without_roles(tag: re.Match[str]) -> str:
    """A tag without what it tells a screen reader: the whole chart is one image, whose text says the finding."""
    return ROLE.sub("", tag[0])
