"""The web application: which page answers which address, and what surrounds them all."""

import logging
from asyncio import create_task, to_thread
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from traceback import format_tb

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.web.asking import Behind
from peeler.web.drawing import warm
from peeler.web.headers import Guarded
from peeler.web.live import Watch, live
from peeler.web.pages import (
    accessibility,
    boards,
    capacity,
    compare,
    conformance,
    decide,
    documents,
    downloads,
    errors,
    explain,
    figures,
    glossary,
    headlines,
    health,
    home,
    investigation,
    one_object,
    pattern,
    progress,
    progress_cases,
    quarantine,
    records,
    resolution,
    trends,
    warnings,
    work,
    workload,
)
from peeler.web.posting import form_of
from peeler.web.rendering import STATIC, Pages

log = logging.getLogger(__name__)
PageFunction = Callable[[Request, Pages], Response]
SendFunction = Callable[[Request, Pages, dict[str, str]], Response]
PAGES: dict[str, PageFunction] = {
    "/": home.page,
    "/trends": trends.page,
    "/trends.csv": downloads.csv_file,
    "/trends.json": downloads.json_file,
    "/trends.{kind}": documents.file,
    "/pattern": pattern.page,
    "/compare": compare.page,
    "/compare.csv": compare.csv_file,
    "/work": work.work_page,
    "/work.csv": work.work_csv,
    "/team": work.team_page,
    "/team.csv": work.team_csv,
    "/decide": decide.page,
    "/workload": workload.page,
    "/workload.csv": workload.csv_file,
    "/workload.json": workload.json_file,
    "/capacity": capacity.page,
    "/capacity.csv": capacity.csv_file,
    "/capacity.json": capacity.json_file,
    "/headlines": headlines.page,
    "/warnings": warnings.page,
    "/boards": boards.every_board,
    "/boards/{board}/{place}.{kind}": boards.chart,
    "/boards/{board}.{kind}": boards.file,
    "/boards/{board}": boards.page,
    "/figures": figures.every_saved,
    "/figures/{number}": figures.page,
    "/figures/{number}/why": figures.why_page,
    "/progress": progress.page,
    "/progress.csv": progress.csv_file,
    "/progress.json": progress.json_file,
    "/progress/cases": progress_cases.page,
    "/conformance": conformance.page,
    "/resolution": resolution.page,
    "/resolution.csv": resolution.csv_file,
    "/resolution.json": resolution.json_file,
    "/records": records.page,
    "/explain/{measure}": explain.page,
    "/investigations/{investigation:path}": investigation.page,
    "/object/{type}/{object:path}": one_object.page,
    "/health": health.page,
    "/quarantine": quarantine.page,
    "/glossary": glossary.page,
    "/accessibility": accessibility.page,
}
SENDS: dict[str, SendFunction] = {"/decide": decide.send}  # the only addresses that take anything
OUR_HOSTS = ("localhost", "127.0.0.1", "[::1]")


@asynccontextmanager
async def warming(_: FastAPI) -> AsyncIterator[None]:
    """Wakes the charts' engine beside the first requests, so that nobody waits for it."""
    waking = create_task(to_thread(warm))
    yield
    await waking


def make_app(behind: Behind, viewer: Viewer, *, hosts: Collection[str] = OUR_HOSTS) -> FastAPI:
    """The pages over what stands behind them, for one viewer; all but a few for reading only, and only under these host names.

    ``*`` among them allows any.
    """
    pages = Pages(behind, viewer)
    app = FastAPI(
        title="Peeler",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers=errors.handlers(pages),
        lifespan=warming,
    )
    for path, function in PAGES.items():
        app.add_api_route(path, endpoint(function, pages), methods=["GET", "HEAD"], response_model=None)
    for path, sent in SENDS.items():
        app.add_api_route(path, taking(sent, pages), methods=["POST"], response_model=None)
    watch = Watch(behind, viewer)

    async def told(request: Request) -> Response:
        return await live(request, watch)

    app.add_api_route("/live", told, methods=["GET"], response_model=None)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guarded, hosts=hosts)
    return app


def taking(function: SendFunction, pages: Pages) -> Callable[[Request], Awaitable[Response]]:
    """What takes a form as FastAPI calls it: the form is read here, and dealt with in a thread of its own."""

    async def answered(request: Request) -> Response:
        form = await form_of(request)
        return await to_thread(endpoint(lambda sent, there: function(sent, there, form), pages), request)

    return answered


def endpoint(function: PageFunction, pages: Pages) -> Callable[[Request], Response]:
    """A page as FastAPI calls it, in a thread of its own since answers wait for the database.

    A failure becomes its page here, inside the headers that surround every response; the log gets where it happened and
    never what was in the data.
    """

    def answered(request: Request) -> Response:
        try:
            return function(request, pages)
        except (RequestError, HTTPException):
            raise
        except Exception as failure:  # noqa: BLE001 -- whatever failed, a person gets a page
            where = "".join(format_tb(failure.__traceback__))
            log.error(  # noqa: TRY400 -- a traceback would show what was in the data
                "a page failed (%s): %s\n%s", function.__module__, type(failure).__name__, where
            )
            return errors.problem_page(request, pages, 500)

    return answered
