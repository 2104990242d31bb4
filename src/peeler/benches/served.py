"""The workspace of a bench, served by a process of its own that measures itself: python -m peeler.benches.served FOLDER PORT.

It serves as `peeler serve` does. A line on its input is answered by a line of what was spent since the line before; the end of
the input ends it.
"""

import json
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn

from peeler.api.app import make_api
from peeler.benches.running import HOST
from peeler.benches.stopwatch import Stopwatch, step_name
from peeler.refresh import folding, keeping
from peeler.refresh.pushed import PushReader
from peeler.store.ledger import Ledger
from peeler.store.projection import Writing
from peeler.store.workbench import Workbench
from peeler.terms.viewers import local_viewer
from peeler.web.app import make_app
from peeler.web.asking import Desks
from peeler.workspace import pushing
from peeler.workspace.deeds import ASKS, DEEDS
from peeler.workspace.live import living
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.server import Server


def named(name: str) -> Any:
    """The same name, whatever a function is called with."""
    return lambda *_given, **_named: name


def watch_all(watch: Stopwatch) -> None:
    """Measures reading and committing pushes, handing over, closing, each step of the fold, and answering."""
    watch.watch(PushReader, "read", named("read the body"))
    watch.watch(pushing, "take_pushed", named("commit"))
    watch.watch(LocalWorkspace, "keep_up", named("follow: the rest"))
    watch.watch(LocalWorkspace, "ask", named("answer"))
    watch.watch(keeping, "touched", named("closure"))
    watch.watch(keeping, "fold_batch", named("fold: commit and the rest"))
    watch.watch(folding, "batch_folds", named("compose"))
    for function in ("hand_over", "touched_since", "commits_since"):
        watch.watch(Ledger, function, named("hand over"))
    watch.watch(Workbench, "run", lambda _bench, statement, *_tables: step_name(statement))
    watch.watch(Workbench, "arrow", named("fold: difference"))
    watch.watch(Writing, "append", named("fold: append"))
    watch.watch(Writing, "advance", named("fold: facts"))


def main(folder: Path, port: int) -> None:
    """Serves until the input ends."""
    watch = Stopwatch()
    watch_all(watch)
    viewer = local_viewer("bench")
    with held(folder, "peeler bench") as workspace:
        socket = Server(workspace, ASKS, DEEDS)
        with living(workspace) as live:
            app = make_app(Desks(workspace.catalogue, workspace.desk, workspace.settings.synthetic), viewer)
            app.mount("/api", make_api(live.pushing))
            serving = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="warning"))
            thread = Thread(target=serving.run, name="http")
            thread.start()
            for _ in sys.stdin:
                print(json.dumps(watch.summary()), flush=True)  # noqa: T201  (the bench reads it)
                watch.restart()
            serving.should_exit = True
            thread.join()
        socket.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
