"""Writes a synthetic data.police.uk archive with every trap of the real ones, and the truth of it beside it."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Final

from peeler.simulate.archive import files
from peeler.simulate.counting import count_truth
from peeler.simulate.months import month_number, month_text
from peeler.simulate.packing import pack
from peeler.simulate.places import Force
from peeler.simulate.truth import OpenDataTruth
from peeler.simulate.view import view
from peeler.simulate.world import Step, World
from peeler.terms.errors import RequestError

DEFAULT_FORCES: Final = ("middleshire", "northmoor")
STREET_ONLY: Final = ("northmoor",)
TRUTH_FILE: Final = "truth.json"
_STEP: Final = Step()


def simulate_open_data(  # noqa: PLR0913  (each decides something of the world; all but two have a default)
    directory: Path,
    *,
    seed: int,
    newest: str = "2024-04",
    months: int = 12,
    crimes_a_month: int = 400,
    forces: tuple[str, ...] = DEFAULT_FORCES,
    street_only: tuple[str, ...] = STREET_ONLY,
    step: Step = _STEP,
    deflated: bool = False,
) -> OpenDataTruth:
    """Write the ZIP of ``months`` months up to ``newest`` (YYYY-MM) and ``truth.json``; return the truth.

    The same arguments give the same bytes. With a later ``newest`` it is the same world later on: the same crimes and
    IDs, later last outcomes, more outcomes, a few places corrected and a few rows withdrawn. ``crimes_a_month`` is the
    level of each force in January 2024; from about 30 up every month has every trap. Forces in ``street_only`` publish
    neither outcomes nor stops. RequestError for a month, size or force that cannot be.
    """
    last = month_number(newest)
    _check(months, crimes_a_month, forces)
    first = last - months + 1
    world = World(seed, crimes_a_month, step)
    views = [view(world, Force(key, key in street_only), first, last) for key in sorted(set(forces))]
    truth = OpenDataTruth(
        seed=seed,
        archive=f"police-uk_synthetic_{month_text(first)}_{newest}.zip",
        first=month_text(first),
        newest=newest,
        crimes_a_month=crimes_a_month,
        step=asdict(step),
        forces={one.force.key: count_truth(one) for one in views},
    )
    directory.mkdir(parents=True, exist_ok=True)
    members = {path: text for one in views for path, text in files(one).items()}
    pack(directory / truth.archive, members, deflated=deflated)
    (directory / TRUTH_FILE).write_text(truth.as_json(), encoding="utf-8", newline="\n")
    return truth


def _check(months: int, crimes_a_month: int, forces: tuple[str, ...]) -> None:
    if not 1 <= months <= 120:
        raise RequestError(f"an archive has 1 to 120 months, not {months}")
    if not 1 <= crimes_a_month <= 100_000:
        raise RequestError(f"a synthetic force has 1 to 100,000 crimes a month, not {crimes_a_month}")
    for key in forces or ("",):
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", key):
            raise RequestError(f"'{key[:40]}' is not a force's key, for example middleshire or north-moor")
