"""Turns a page's view into HTML: the templates, the built assets, and what every template may use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from peeler.answers.freshness import SourceFreshness
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer
from peeler.web.asking import Behind
from peeler.web.form import options
from peeler.web.frame import Frame, strip, without_moments
from peeler.web.parameters import LONGEST, MOMENTS
from peeler.web.posting import Posting
from peeler.web.words import MEANINGS

STATIC = Path(__file__).with_name("static")
NAVIGATION = (
    ("home", "/", "Home"),
    ("work", "/work", "My work"),
    ("team", "/team", "My team"),
    ("trends", "/trends", "Trends"),
    ("compare", "/compare", "Compare"),
    ("workload", "/workload", "Workload"),
    ("capacity", "/capacity", "Capacity"),
    ("progress", "/progress", "Progress"),
    ("resolution", "/resolution", "Resolution"),
    ("boards", "/boards", "Boards"),
    ("health", "/health", "Data health"),
    ("glossary", "/glossary", "Glossary"),
)
MACROS = "govuk_frontend_jinja"


@cache
def asset(name: str) -> str:
    """The address of a built asset, with a digest of its content so that a browser may keep it for good."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={blake2b(content, digest_size=6).hexdigest()}"


@cache
def templates() -> Environment:
    """The templates, with every value escaped; each is read once, so that no page shows half of an edit or of an upgrade."""
    loader = ChoiceLoader([PackageLoader("peeler.web"), PrefixLoader({MACROS: PackageLoader(MACROS)})])
    made = Environment(loader=loader, autoescape=True, auto_reload=False, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(asset=asset, navigation=NAVIGATION, meanings=MEANINGS, options=options)
    return made


def moments_of(request: Request) -> tuple[tuple[str, str], ...]:
    """The as-at and as-known of an address, where it has any."""
    pairs = request.query_params.multi_items()
    return tuple(
        (name, text.strip()) for name, text in pairs if name in MOMENTS and 0 < len(text.strip()) <= LONGEST[name]
    )


@dataclass(frozen=True)
class Pages:
    """What every page is made with: what stands behind it, and who looks."""

    behind: Behind
    viewer: Viewer
    posting: Posting = field(default_factory=Posting)

    def show(self, template: str, frame: Frame, status: int = 200, **view: Any) -> Response:
        """One page as HTML."""
        html = templates().get_template(template).render(frame=frame, **view)
        return HTMLResponse(html, status_code=status)

    def frame(
        self,
        request: Request,
        title: str,
        here: str,
        *,
        as_at: Instant | None = None,
        as_known: Instant | None = None,
        feeds: Iterable[SourceFreshness] = (),
        timeless: bool = False,
    ) -> Frame:
        """The surroundings of a page, with the moments and feeds of its answer where it has one."""
        moments = moments_of(request)
        return Frame(
            title,
            here,
            strip(as_at, as_known, feeds, () if timeless else moments),
            moments,
            without_moments(quote(request.scope["path"], safe="/:"), request.query_params.multi_items()),
            self.behind.synthetic,
            timeless,
            loading=self.behind.loading,
        )
