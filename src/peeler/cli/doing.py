"""The commands that do: new, load, check, verify, seal, erase, simulate."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.session import Form, session_of
from peeler.terms.errors import RequestError
from peeler.terms.later import later
from peeler.workspace.checking import check_catalogue
from peeler.workspace.deeds import LoadOrder, erase_person, load_files, seal_journal, verify_workspace
from peeler.workspace.places import new_workspace
from peeler.workspace.schemas import write_schemas

if TYPE_CHECKING:
    from peeler.simulate import profiles
else:
    profiles = later("peeler.simulate.profiles")


def new_command(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    force: Annotated[
        str, typer.Option("--force", help="The force whose records these are, for example derbyshire.")
    ] = "",
) -> None:
    """Make a workspace: settings, a catalogue folder of the force's own, and a store."""
    places = new_workspace(folder, force=force)
    write_schemas(places.folder)
    typer.echo(f"Made {folder}. Next: peeler -w {folder} load PATH, then peeler -w {folder} measure recorded_crime")


def load_command(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or ZIPs as downloaded.")],
    source: Annotated[
        str | None, typer.Option("--source", help="Which source they come from (default: what matches).")
    ] = None,
    dated: Annotated[
        str | None, typer.Option("--dated", help="The date the lists in them are of, where the source does not say.")
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Take a list even if it withdraws more than a tenth of its scope.")
    ] = False,
    live: Annotated[
        bool, typer.Option("--live", help="The founding is over: from now on what is loaded is known from now.")
    ] = False,
    form: Form = None,
) -> None:
    """Load files; prints read, accepted, duplicate and quarantined for each, in rows."""
    session = session_of(context)
    order = LoadOrder(tuple(str(path.absolute()) for path in paths), source, dated, confirm, live)
    report = session.do(load_files, order)
    document = plain(report)
    columns = ("file", "table", "dated", "read", "accepted", "duplicate", "quarantined", "withdrawn")
    rows = [{column: one[column] for column in columns} for one in document["files"]]
    total = {key: sum(row[key] for row in rows) for key in columns[3:]}
    printed(
        form or session.form, "Loaded", {**document, "total": total}, [*rows, {"file": "all", **total}], report.lines
    )
    if report.failed:
        raise typer.Exit(2)


def check_command(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="A catalogue folder to lay over Peeler's (default: the workspace's).")
    ] = None,
    schemas: Annotated[
        Path | None, typer.Option("--schemas", help="Write the JSON Schema of every kind of definition here.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the examples of Peeler's own that yours cannot have changed.")
    ] = False,
    form: Form = None,
) -> None:
    """Read the whole catalogue strictly and run its worked examples; exit 1 if one does not give what it says."""
    session = session_of(context)
    if folder is not None and not folder.is_dir():
        raise RequestError(f"{folder}: not a folder; give a catalogue folder, or none for the workspace's")
    if schemas is not None:
        write_schemas(schemas)
    own = folder if folder is not None else session.folder / "catalogue"
    outcome = check_catalogue(own, everything=everything)
    rows = [
        {"example": f"{one.kind}/{one.name}", "says": one.example, "result": one.problem or "holds"}
        for one in outcome.examples
    ]
    wrong = [row for row in rows if row["result"] != "holds"]
    heading = f"{outcome.definitions} definitions read, {len(rows)} worked examples run, {len(wrong)} do not hold"
    if outcome.untouched:
        heading += f"; {outcome.untouched} of Peeler's own, which yours cannot have changed, are left to --all"
    printed(form or session.form, heading, plain(outcome), wrong if (form or session.form) is Format.table else rows)
    if wrong:
        raise typer.Exit(1)


def verify_command(context: typer.Context, form: Form = None) -> None:
    """Rebuild beside the projection and compare exactly; check both hash chains and every account. Exit 1 if they differ."""
    session = session_of(context)
    outcome = session.do(verify_workspace)
    rows: list[dict[str, Any]] = [{"problem": problem} for problem in outcome.problems]
    heading = f"{outcome.events:,} events and {outcome.states:,} journal rows verified: " + (
        f"{len(rows)} problems" if rows else "no difference"
    )
    printed(form or session.form, heading, plain(outcome), rows or [{"result": "no difference"}])
    if rows:
        raise typer.Exit(1)


def seal_command(context: typer.Context) -> None:
    """Compact the journal, so that questions skip old states; answers stay the same."""
    session_of(context).do(seal_journal)
    typer.echo("Sealed.")


def erase_command(
    context: typer.Context,
    subject: Annotated[
        str, typer.Argument(help="Whose personal values: the id of a person record, for example person:rms/17.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why, for the record; name nobody.")],
    form: Form = None,
) -> None:
    """Erase a person: their personal values, kept rows and quarantined rows, for good. Counts stay."""
    session = session_of(context)
    document = plain(session.do(erase_person, subject, reason))
    printed(form or session.form, f"Erased {subject}", document, [document])


def simulate_command(
    folder: Annotated[Path, typer.Argument(help="Where to write.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    profile: Annotated[
        str, typer.Option("--profile", help="force, tenth, hundredth, region or country; or open_data or home_office.")
    ] = "force",
    days: Annotated[
        int | None, typer.Option("--days", help="How long a force's history is; all of it if not given.")
    ] = None,
) -> None:
    """Write what the systems of an invented force hold, or published tables, with their truth in truth.json."""
    for path in profiles.simulate(folder, profile=profile, seed=seed, days=days):
        typer.echo(str(path))


def register_doing(app: typer.Typer) -> None:
    """Adds these commands."""
    commands: dict[str, Callable[..., None]] = {
        "new": new_command, "load": load_command, "check": check_command, "verify": verify_command, "seal": seal_command,
        "erase": erase_command, "simulate": simulate_command,
    }  # fmt: skip
    for name, command in commands.items():
        app.command(name)(command)
