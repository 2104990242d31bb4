"""Draws a chart to SVG on the server; the same chart is drawn once."""

import json
from functools import lru_cache

import vl_convert
from markupsafe import Markup

from peeler.web.charts import Spec

VEGA_LITE = "6.4"


def drawn(spec: Spec) -> Markup:
    """A Vega-Lite chart as SVG that may stand in a page: it holds no script, no style and no address."""
    return draw(json.dumps(spec, sort_keys=True))


@lru_cache(maxsize=256)
def draw(spec: str) -> Markup:
    """The SVG of a chart written as JSON; texts in it are escaped by Vega."""
    return Markup(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))  # noqa: S704 -- Vega escapes what it draws
