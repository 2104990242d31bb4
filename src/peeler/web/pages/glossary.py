"""Glossary: what do the words mean? Those of the pages, then the measures, objects and sources of the catalogue."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages


def page(request: Request, pages: Pages) -> Response:
    """Every word with its meaning."""
    asked(request.query_params.multi_items(), MOMENTS)
    catalogue = pages.behind.catalogue
    return pages.show(
        "glossary.html",
        pages.frame(request, "What do the words mean?", "glossary", timeless=True),
        measures=sorted((m.file.title, m.file.question, name) for name, m in catalogue.measures.items()),
        objects=sorted((o.file.title, o.file.about) for o in catalogue.objects.values()),
        sources=sorted((s.file.title, s.file.about) for s in catalogue.sources.values()),
    )
