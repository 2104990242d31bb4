"""The commands that serve: serve a workspace, and demo, which makes an invented one first."""

from typing import TYPE_CHECKING, Annotated

import typer

from peeler.cli.session import session_of
from peeler.terms.errors import RequestError
from peeler.terms.later import later, load_now
from peeler.terms.viewers import Viewer
from peeler.web.asking import Desks
from peeler.workspace.deeds import ASKS, DEEDS
from peeler.workspace.live import Live, living
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.server import Server

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from peeler.api import app as interface
    from peeler.cli import demo
    from peeler.web import app as pages
else:
    uvicorn, interface, demo, pages = map(later, ("uvicorn", "peeler.api.app", "peeler.cli.demo", "peeler.web.app"))

PORT = 8017
Port = Annotated[int, typer.Option("--port", min=1, max=65_535, help="On this machine's own address.")]


def serve_workspace(workspace: LocalWorkspace, viewer: Viewer, port: int) -> None:
    """Serves the pages, the interface for programmes, the live feeds and the socket until stopped."""
    load_now()
    server = Server(workspace, ASKS, DEEDS)
    try:
        with living(workspace) as live:
            serve(live_app(workspace, live, viewer), port)
    finally:
        server.stop()


def live_app(workspace: LocalWorkspace, live: Live, viewer: Viewer) -> "FastAPI":
    """The pages of a workspace for one viewer, and the interface for programmes beside them."""
    app = pages.make_app(Desks(workspace.catalogue, workspace.desk, workspace.settings.synthetic, workspace.do), viewer)
    app.mount("/api", interface.make_api(live.pushing))
    return app


def serve(app: "FastAPI", port: int) -> None:
    """Serves an application on this machine's own address until stopped."""
    try:
        typer.echo(f"Peeler is at http://localhost:{port} (Ctrl+C stops it)")
        uvicorn.run(
            app, host="127.0.0.1", port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=2
        )
    except OSError as problem:
        raise RequestError(f"port {port}: {problem.strerror}; choose another with --port") from problem


def serve_command(context: typer.Context, port: Port = PORT) -> None:
    """Serve the workspace: its pages, pushes, watched folder and polls; other commands go on working beside it."""
    session = session_of(context)
    with held(session.folder, "peeler serve") as workspace:
        serve_workspace(workspace, session.viewer, port)


def demo_command(
    context: typer.Context,
    port: Port = PORT,
    seed: Annotated[int, typer.Option("--seed", help="Which invented world.")] = 1,
) -> None:
    """Make an invented force with two years of history and a live feed, and serve it while it loads; nothing is kept."""
    session = session_of(context)
    demo.run_demo(seed, session.viewer, lambda workspace: serve_workspace(workspace, session.viewer, port), typer.echo)


def register_serving(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("serve")(serve_command)
    app.command("demo")(demo_command)
