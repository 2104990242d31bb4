"""Prints answers: a table for a person, JSON or CSV for a programme; quiet and unwrapped in a pipe."""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

Row = Mapping[str, Any]
WIDE = 10_000


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    json = "json"
    csv = "csv"


def console() -> Console:
    """The terminal, or a pipe that no line is wrapped for."""
    return Console(width=None if sys.stdout.isatty() else WIDE, soft_wrap=not sys.stdout.isatty(), highlight=False)


def print_json(content: Any) -> None:
    """Prints one JSON document."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None) + "\n")


def print_csv(rows: Sequence[Row]) -> None:
    """Prints rows with a header; nothing where there are none."""
    if not rows:
        return
    columns = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)


def safe(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    text = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if text else value


def print_table(title: str, rows: Sequence[Row], notes: Sequence[str] = ()) -> None:
    """Prints rows for a person: numbers to the right, nothing for null, notes beneath."""
    out = console()
    columns = list(dict.fromkeys(key for row in rows for key in row))
    table = Table(title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        numeric = all(isinstance(row.get(column), (int, float, type(None))) for row in rows)
        table.add_column(column.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(shown(row.get(column)) for column in columns))
    out.print(table if rows else title, markup=False)
    for note in notes:
        out.print(note, markup=False)


def shown(value: Any) -> str:
    """One value for a person."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4f}" if abs(value) < 1 else f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)


def printed(form: Format, title: str, document: Any, rows: Sequence[Row], notes: Sequence[str] = ()) -> None:
    """Prints an answer in the form asked for: the whole document as JSON, its rows otherwise."""
    if form is Format.json:
        print_json(document)
    elif form is Format.csv:
        print_csv(rows)
    else:
        print_table(title, rows, notes)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal, nothing in a pipe; gives the function that moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    error = Console(stderr=True)
    with Progress(*columns, console=error, transient=True, disable=not error.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def move(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what[-60:])

        yield move
