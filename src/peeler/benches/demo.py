"""How long `peeler demo` takes until its first page with numbers."""

from pathlib import Path
from signal import SIGINT

from peeler.benches.figures import Bench, Figure, Size, Target, rounded
from peeler.benches.running import free_port, running, wait_for_page

FIRST_PAGE = "first page with numbers"
STOPPING = 60  # seconds
PAGE = "/headlines"  # what Home fetches
HEADLINE = "peeler-headline"  # what stands around every figure there


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Starts the command and asks for the headline figures of its home page until there are some; every size is the same."""
    port = free_port()
    with running("peeler", "demo", "--port", port, runtime=folder / "run") as process:
        seconds = wait_for_page(process, port, PAGE, holding=HEADLINE)
        process.send_signal(SIGINT)
        process.wait(STOPPING)
    return [Figure(FIRST_PAGE, rounded(seconds), "s")], [f"Every size is the same; this was {size}."]


BENCH = Bench(
    "demo",
    "`peeler demo` from nothing: making the invented force, loading it, and serving a home page with numbers, packages installed.",
    (Target(FIRST_PAGE, 60),),
    dict.fromkeys(Size, "the whole demo"),
    run,
)
