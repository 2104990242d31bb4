"""The command about quarantine: shows what could not be understood, sets rows aside and brings them back."""

from typing import Annotated, Any

import typer

from peeler.answers.quarantine import QuarantineQuestion, quarantine
from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.session import Form, Session, session_of
from peeler.decisions.setting_aside import MOST_ROWS
from peeler.terms.errors import RequestError
from peeler.workspace.deeds import bring_back_rows, set_aside_rows

PLACE = ("number", "source", "file", "position", "reason")


def quarantine_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    source: Annotated[str | None, typer.Option("--source", help="Of this source only.")] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page.")] = 1,
    aside: Annotated[bool, typer.Option("--aside", help="Show the rows that were set aside instead.")] = False,
    put_aside: Annotated[
        str | None, typer.Option("--set-aside", help="Set these rows aside, by number: 3 or 3,7-12. Needs --reason.")
    ] = None,
    back: Annotated[
        str | None, typer.Option("--bring-back", help="Bring these rows back among those that wait. Needs --reason.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why, for the record; name nobody.")] = None,
    form: Form = None,
) -> None:
    """Show what could not be understood: each row with its place and the reason. Or set rows aside that nobody will mend."""
    session = session_of(context)
    if put_aside is not None or back is not None:
        decide(session, put_aside, back, reason or "", form or session.form)
        return
    if reason is not None:
        raise RequestError("--reason goes with --set-aside or --bring-back")
    document = plain(session.ask(quarantine, QuarantineQuestion(source, page, aside=aside)))
    what = "set aside" if aside else "in quarantine"
    heading = f"{document['total']:,} {what}, page {page} of {document['pages']}"
    printed(form or session.form, heading, document, [shown(row) for row in document["rows"]], asides(document))


def decide(session: Session, put_aside: str | None, back: str | None, reason: str, form: Format) -> None:
    """Sets rows aside or brings them back; RequestError for both at once."""
    if put_aside is not None and back is not None:
        raise RequestError("--set-aside and --bring-back: one at a time")
    deed, text = (set_aside_rows, put_aside) if put_aside is not None else (bring_back_rows, back)
    done = session.do(deed, numbers_in(text or ""), reason)
    count, which = (
        len(done.numbers),
        ", ".join(map(str, done.numbers[:20])) + (", ..." if len(done.numbers) > 20 else ""),
    )
    heading = f"{count:,} {'row' if count == 1 else 'rows'} {'set aside' if done.aside else 'brought back'}: {which}"
    printed(form, heading, plain(done), [] if form is Format.table else [plain(done)])


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of rows a person wrote: ``3`` or ``3,7-12``; RequestError for anything else."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdigit() and len(end) < 16 for end in ends):
            raise RequestError(f"'{part.strip()}' is not the number of a row in quarantine; write 3 or 3,7-12")
        if int(ends[1]) - int(ends[0]) >= MOST_ROWS:
            raise RequestError(f"'{part.strip()}': at most {MOST_ROWS:,} rows at once")
        found += range(int(ends[0]), int(ends[1]) + 1)
    return tuple(found)


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """One row as a line: its place and reason; of one set aside also by whom, when and why."""
    aside = row["aside"]
    said = {"set_aside_by": aside["who"], "because": aside["why"]} if aside else {}
    return {key: row[key] for key in PLACE} | said


def asides(document: dict[str, Any]) -> list[str]:
    """How many rows were set aside, by whom and why, a line each."""
    return [f"Set aside by {one['who']}: {one['rows']:,}, because: {one['why']}" for one in document["set_aside"]]
