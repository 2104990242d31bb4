"""How long a force's history takes from its extracts to the first answer, by stage, and what that makes for a force-year."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from peeler.answers.measure import MeasureQuestion, measure
from peeler.benches.figures import Bench, Figure, Size, Target, rounded
from peeler.benches.made_up import FORCE
from peeler.refresh.keeping import bring_up
from peeler.refresh.load import load
from peeler.simulate.force.generate import simulate_force
from peeler.simulate.force.profiles import PROFILES
from peeler.terms.clocks import parse_every
from peeler.terms.viewers import local_viewer
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

YEAR = 365
WHOLE = 1_000  # thousandths of a force
VIEWER = local_viewer("bench")
QUESTION = MeasureQuestion("recorded_crime", every=parse_every("month"), by=("crime_type",))
STAGES = ("load", "fold", "first answer")
TOLD = "a force-year, loaded, folded, answering"
TARGET = Target(TOLD, 180)


@dataclass(frozen=True)
class Share:
    """Which profile of the simulated force, and for how many days."""

    profile: str
    days: int

    @property
    def of_force_year(self) -> float:
        """How much of a force-year that is."""
        return sum(PROFILES[self.profile].forces.values()) / WHOLE * self.days / YEAR

    def words(self) -> str:
        """The share as a person reads it."""
        return f"profile {self.profile}, {self.days} days: {self.of_force_year:.2%} of a force-year"


SHARES = {
    Size.tiny: Share("hundredth", 15),
    Size.small: Share("hundredth", YEAR),
    Size.middle: Share("tenth", YEAR),
    Size.full: Share("force", YEAR),
}


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Generates a force's extracts, loads them, folds, and asks."""
    share, spent = SHARES[size], dict[str, float]()
    with timed(spent, "generate"):
        simulate_force(folder / "extracts", profile=share.profile, seed=1, days=share.days)
    places = new_workspace(folder / "workspace", force=FORCE, synthetic=True)
    with held(places.folder, "peeler bench") as workspace:
        with timed(spent, "load"):
            read = loaded(workspace, folder / "extracts")
        with timed(spent, "fold"):
            bring_up(workspace.durable, workspace.projection, workspace.catalogue, founding=True)
        with timed(spent, "first answer"):
            workspace.ask(measure, VIEWER, QUESTION)
        events = workspace.durable.ledger.last_sequence()
    return figures_of(share, spent, events), notes_of(share, read, events)


@contextmanager
def timed(spent: dict[str, float], stage: str) -> Iterator[None]:
    """Keeps how many seconds a stage took."""
    began = perf_counter()
    yield
    spent[stage] = perf_counter() - began


def loaded(workspace: LocalWorkspace, extracts: Path) -> int:
    """Loads every file that a source reads; the rows read."""
    report = load(
        workspace.durable, workspace.catalogue, [extracts], source=None, dated=None, confirm=True, now=workspace.clock,
        founding=True, default_force=workspace.settings.force, progress=lambda *_: None,
    )  # fmt: skip
    return sum(account.read for account in report.files)


def figures_of(share: Share, spent: dict[str, float], events: int) -> list[Figure]:
    """Seconds of each stage and events a second; then what a whole force-year takes, or would at this pace."""
    figures = []
    for stage, seconds in spent.items():
        figures.append(Figure(stage, rounded(seconds), "s"))
        if stage != "first answer":
            figures.append(Figure(f"{stage}, pace", rounded(events / seconds), "events/s"))
    told = rounded(sum(spent[stage] for stage in STAGES) / share.of_force_year)
    whole = share.of_force_year == 1
    return [*figures, Figure(TOLD, told, "s") if whole else Figure(f"{TOLD}, EXTRAPOLATED", told, "s", TARGET.words())]


def notes_of(share: Share, read: int, events: int) -> list[str]:
    """What was taken on, and that the last figure is no measurement where it is none."""
    notes = [
        f"{share.words()}; {read:,} rows, {events:,} events.",
        "A force's extracts are made by the simulation; that is not part of the target.",
    ]
    if share.of_force_year != 1:
        notes.append(
            f"EXTRAPOLATED: the time of a force-year is {1 / share.of_force_year:,.0f} times that of this share. What does not grow"
            " with the history is multiplied with it, and what grows faster than the history is not seen."
        )
    return notes


BENCH = Bench(
    "force",
    "The extracts of the simulated force: making them, loading them into the ledger, folding, and the first answer; seconds and"
    " events a second by stage, and what a whole force-year takes, extrapolated (and said so, and not judged) from a smaller share.",
    (TARGET,),
    {size: share.words() for size, share in SHARES.items()},
    run,
)
