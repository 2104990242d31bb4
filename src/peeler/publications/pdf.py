"""Writes a document as PDF/UA-1, tagged so that a screen reader reads it, by WeasyPrint over the system's pango."""

from base64 import b64encode
from functools import cache
from importlib import import_module
from types import ModuleType

from jinja2 import Environment, PackageLoader

from peeler.publications.document import LEGEND, Document, Kind, noted
from peeler.terms.errors import Trouble

NEEDED = (
    "PDF needs the system's pango 1.44 or newer; on Debian: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


def pdf(document: Document) -> bytes:
    """The PDF; Trouble, in one line that says what to install, where the system has no pango."""
    page = (
        templates()
        .get_template("document.html")
        .render(document=document, legend=LEGEND, notes=noted(document), shown=shown, image=image)
    )
    weasyprint = engine()
    # Whatever a document shows is in it already: it fetches nothing.
    made = weasyprint.HTML(string=page, url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=("data",)))
    return bytes(made.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))


def engine() -> ModuleType:
    """WeasyPrint, loaded when first needed: it takes a second, and the system may lack what it draws with."""
    try:
        return import_module("weasyprint")
    except OSError as problem:
        raise Trouble(NEEDED) from problem


@cache
def templates() -> Environment:
    """The template, with every value escaped."""
    return Environment(
        loader=PackageLoader("peeler.publications"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def image(chart: str) -> str:
    """A chart as an address that holds it."""
    return f"data:image/svg+xml;base64,{b64encode(chart.encode()).decode()}"


def shown(value: str | float, kind: Kind) -> str:
    """A cell as it is printed."""
    if isinstance(value, str):
        return value
    if kind == "share":
        return f"{value * 100:,.1f} %"
    return f"{value:,.0f}" if kind == "whole" else f"{value:,.2f}"
