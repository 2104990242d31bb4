"""The commands that serve: serve a workspace, and demo, which makes an invented one first."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from peeler.api.app import make_api
from peeler.cli.printing import progress_bar
from peeler.cli.session import session_of
from peeler.simulate.profiles import simulate
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.web.app import make_app
from peeler.web.asking import Desks
from peeler.workspace.deeds import ASKS, DEEDS, LoadOrder, load_files
from peeler.workspace.live import Live, living
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from peeler.workspace.server import Server

PORT = 8017
Port = Annotated[int, typer.Option("--port", min=1, max=65_535, help="On this machine's own address.")]


def serve_workspace(workspace: LocalWorkspace, viewer: Viewer, port: int) -> None:
    """Serves the pages, the interface for programmes, the live feeds and the socket until stopped."""
    server = Server(workspace, ASKS, DEEDS)
    try:
        with living(workspace) as live:
            serve(live_app(workspace, live, viewer), port)
    finally:
        server.stop()


def live_app(workspace: LocalWorkspace, live: Live, viewer: Viewer) -> FastAPI:
    """The pages of a workspace for one viewer, and the interface for programmes beside them."""
    app = make_app(Desks(workspace.catalogue, workspace.desk, workspace.settings.synthetic), viewer)
    app.mount("/api", make_api(live.pushing))
    return app


def serve(app: FastAPI, port: int) -> None:
    """Serves an application on this machine's own address until stopped."""
    try:
        typer.echo(f"Peeler is at http://localhost:{port} (Ctrl+C stops it)")
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)
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
    """Make an invented force's open data, load it and serve it; nothing is kept."""
    session = session_of(context)
    with tempfile.TemporaryDirectory(prefix="peeler-demo-") as folder:
        places = new_workspace(Path(folder) / "workspace", synthetic=True)
        with held(places.folder, "peeler demo") as workspace, progress_bar() as progress:
            for profile in ("open_data", "home_office"):
                made = simulate(Path(folder) / profile, profile=profile, seed=seed)
                paths = tuple(str(path) for path in made if path.suffix != ".json")
                workspace.do(load_files, session.viewer, LoadOrder(paths), progress=progress)
            serve_workspace(workspace, session.viewer, port)


def register_serving(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("serve")(serve_command)
    app.command("demo")(demo_command)
