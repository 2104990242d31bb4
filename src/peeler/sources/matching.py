"""Finds the one source and table that reads a file: its name fits, and its columns are the declared ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from peeler.definitions.sources import SourceDefinition, TableFile
from peeler.sources.containers import Container, FoundFile
from peeler.sources.delimited import Unreadable
from peeler.sources.patterns import holes_of
from peeler.sources.tables import FORMS, Form, columns_in_file, form_of
from peeler.terms.errors import RequestError, nearest, unknown


@dataclass(frozen=True)
class TableChoice:
    """A table of a source that a file's name fits, and what the holes of that name hold."""

    source: SourceDefinition
    name: str
    table: TableFile
    holes: Mapping[str, str]

    @property
    def title(self) -> str:
        """``police_uk.street``."""
        return f"{self.source.name}.{self.name}"


@dataclass(frozen=True)
class Matched:
    """A file to load, by the one table that reads it."""

    file: FoundFile
    form: Form
    choice: TableChoice


@dataclass(frozen=True)
class Unfit:
    """A file of a declared name that is not what the name says: which table, why; ``unreadable`` where nothing could be
    read.
    """

    file: FoundFile
    choice: TableChoice
    reason: str
    unreadable: bool


@dataclass(frozen=True)
class PassedOver:
    """A file that no source speaks of."""

    file: FoundFile


Match = Matched | Unfit | PassedOver
Sources = Mapping[str, SourceDefinition]


def match_container(container: Container, sources: Sources, only: str | None) -> list[Match]:
    """What every file of a path is; RequestError where none of them can be loaded, or two tables read one file."""
    if only is not None and only not in sources:
        raise unknown("source", only, sources)
    asked = {name: source for name, source in sources.items() if only in (None, name)}
    matches = [match_file(file, asked) for file in container.files]
    if not any(isinstance(match, Matched) or (isinstance(match, Unfit) and match.unreadable) for match in matches):
        raise _nothing_matches(container, matches, asked, only)
    return matches


def match_file(file: FoundFile, sources: Sources) -> Match:
    """What one file is; RequestError where two tables read it."""
    choices = list(choices_by_name(file.name, sources))
    form = form_of(file.name)
    if not choices or form is None:
        return PassedOver(file)
    columns = columns_in_file(file, form)
    if isinstance(columns, Unreadable):
        return Unfit(file, choices[0], columns.reason, unreadable=True)
    fitting = [choice for choice in choices if _reads(choice, form) and not misfit(columns, choice.table, form)]
    if len(fitting) > 1:
        both = " and ".join(choice.title for choice in fitting)
        raise RequestError(f"{file.shown}: {both} both read it; say which with --source")
    if fitting:
        return Matched(file, form, fitting[0])
    nearest_choice = min(choices, key=lambda choice: len(_differing(columns, choice.table)))
    return Unfit(
        file, nearest_choice, misfit(columns, nearest_choice.table, form) or "not of that form", unreadable=False
    )


def choices_by_name(name: str, sources: Sources) -> Iterator[TableChoice]:
    """The tables whose file names this name fits."""
    for source in sources.values():
        for table_name, table in source.file.tables.items():
            holes = holes_of(table.files, name)
            if holes is not None:
                yield TableChoice(source, table_name, table, holes)


def _reads(choice: TableChoice, form: Form) -> bool:
    return all((choice.source.file.reader == one) == (form == one) for one in ("event_lines", "xes"))


def misfit(columns: Sequence[str], table: TableFile, form: Form) -> str:
    """What is wrong with these columns for this table, naming the nearest right ones; '' where nothing is."""
    if form == "event_lines":
        return ""
    known = {*table.columns, *table.optional, *table.ignore}
    missing = [column for column in table.columns if column not in columns]
    extra = [column for column in columns if column not in known]
    twice = sorted({column for column in columns if list(columns).count(column) > 1})
    found = [f"column '{_short(column)}' stands twice" for column in twice[:1]]
    found += [f"column '{column}' is missing" for column in missing[:3]]
    found += [f"unknown column '{_short(column)}'{nearest(column, missing or known)}" for column in extra[:1]]
    found += [f"and unknown {', '.join(_short(column) for column in extra[1:30])}"] if extra[1:] else []
    return "; ".join(part.strip("; ") for part in found)


def _short(column: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in column)[:60]


def _differing(columns: Sequence[str], table: TableFile) -> set[str]:
    known = {*table.columns, *table.optional, *table.ignore}
    return (set(table.columns) - set(columns)) | (set(columns) - known)


def _nothing_matches(
    container: Container, matches: Sequence[Match], sources: Sources, only: str | None
) -> RequestError:
    """The one line for a path of which nothing can be loaded: what is nearest, and why it is not that."""
    unfit = [match for match in matches if isinstance(match, Unfit)]
    if unfit:
        first = unfit[0]
        return RequestError(f"{first.file.shown}: not {first.choice.title}: {first.reason}")
    if not container.files:
        return RequestError(f"{container.shown}: holds no files")
    if not container.single:
        return RequestError(
            f"{container.shown}: none of its {len(container.files):,} files is one a source reads{_names(sources)}"
        )
    return RequestError(f"{container.files[0].shown}: {_nearest_table(container.files[0], sources, only)}")


def _nearest_table(file: FoundFile, sources: Sources, only: str | None) -> str:
    """For a single file whose name fits nothing: the table whose columns it has, or the names there are."""
    form = form_of(file.name)
    if form is None:
        return f"only {', '.join(FORMS)} files and ZIPs of them are read"
    columns = columns_in_file(file, form)
    whose = f"source {only}" if only else "a source"
    if isinstance(columns, Unreadable):
        return columns.reason
    tables = [
        (len(_differing(columns, t)), f"{s.name}.{n}", t)
        for s in sources.values()
        for n, t in s.file.tables.items()
        if t.files
    ]
    distance, title, table = min(
        ((d, n, t) for d, n, t in tables if t.columns), key=lambda one: one[:2], default=(1, "", None)
    )
    if table is None or distance > len(table.columns) // 2:
        return f"neither its name nor its columns are those of {whose}{_names(sources)}"
    wrong = misfit(columns, table, form)
    reason = f" ({wrong})" if wrong else ""
    return f"its name is none that {whose} reads; nearest {title}, files called {table.files}{reason}"


def _names(sources: Sources) -> str:
    patterns = [table.files for source in sources.values() for table in source.file.tables.values()]
    patterns = [pattern for pattern in patterns if pattern]
    return f"; files are called {', '.join(patterns[:8])}"
