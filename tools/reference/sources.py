"""The page of sources: what each system is, what its files are called, and what its rows become."""

from collections.abc import Iterator, Mapping
from typing import Any

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.sources import ReferenceRule, Rule, SourceDefinition, TableFile, Value
from tools.reference.markdown import bullets, code, codes, kept_by, page, table

INTRODUCTION = """
Where records come from: one file each in `src/peeler/catalogue/sources`. A file is recognised by its name and its
columns; a name with `{holes}` says where the force and the month stand in it. A column that is neither read nor
ignored is refused by name. Those of a force's own systems are of the [simulated force](../explanation/simulated-force.md).
"""
HOW_A_VALUE_READS = """
In the tables below a plain word is a column; `{holes}` are filled from columns, from the file's name, from `dated` (the
date of the list) or from `row` (a name for the row itself); `a|b` takes the first that is filled; `"x"` is that very
text; and *look-up* turns a column's words into another by a [look-up](look_ups.md).
"""


def sources_page(catalogue: Catalogue) -> str:
    """The whole page."""
    return page("Sources", INTRODUCTION, HOW_A_VALUE_READS, *(one(source) for source in catalogue.sources.values()))


def one(source: SourceDefinition) -> str:
    """One source."""
    file = source.file
    blocks = [f"## {source.name}", file.about, bullets(said(source)), *known_limits(source), *tables(source)]
    return "\n\n".join([*(block for block in blocks if block), kept_by(file)])


def said(source: SourceDefinition) -> Iterator[str]:
    """What a source says of itself."""
    file = source.file
    if file.publisher:
        yield f"Publisher: {file.publisher}. Licence: {file.licence}."
    yield f"Speaks every {file.every.removeprefix('1 ')}." if file.every else "Makes no promise of how often it speaks."
    if file.dated:
        yield f"Its lists are dated by the {file.dated}."


def known_limits(source: SourceDefinition) -> list[str]:
    """What a reader must know before trusting it."""
    return ["Known limits:", bullets(source.file.known_limits)] if source.file.known_limits else []


def tables(source: SourceDefinition) -> Iterator[str]:
    """Every table of a source."""
    for name, one_table in source.file.tables.items():
        yield f"### {source.name}.{name}"
        yield bullets(shape(one_table))
        rules = [*(("file", rule) for rule in one_table.file), *(("row", rule) for rule in one_table.rows)]
        yield table(("one", "becomes", "at", "with"), (rule_row(what, rule) for what, rule in rules))
        if one_table.reference:
            yield reference(one_table.reference)


def shape(one_table: TableFile) -> Iterator[str]:
    """The files of a table, their columns, and what one file is a list of."""
    if one_table.files:
        yield f"Files called {code(one_table.files)}."
    if one_table.poll:
        yield f"Read from {code(one_table.poll.table)} every {one_table.poll.every}, whole every {one_table.poll.reconcile}."
    read = {"Reads": one_table.columns, "Reads if there": one_table.optional, "Ignores": one_table.ignore}
    yield from (f"{words}: {codes(columns)}." for words, columns in read.items() if columns)
    for name, among in one_table.numbered.items():
        yield f"{code(name)} numbers the rows{f' of one {codes(among)}' if among else ''} in the order of the file."
    if one_table.dates == "day_first":
        yield "Its dates are written day first: 03/06/2019."
    if one_table.scope:
        yield f"One file is the whole list of a {' and '.join(one_table.scope)}."
    if one_table.key:
        yield f"A row is known again by {codes(one_table.key)}."
    elif one_table.rows:
        yield "A row is known again by the whole of its text; identical rows are numbered."
    if one_table.happened:
        yield f"A change in {codes(one_table.happened)} happened between two lists; any other change corrects the past."


def rule_row(what: str, rule: Rule) -> tuple[str, ...]:
    """What one row, or one file, becomes."""
    chosen = [f"where {column} is {listed(words)}" for column, words in rule.when.items()]
    chosen += [f"unless {column} is {listed(words)}" for column, words in rule.unless.items()]
    when = f"{value(rule.at)}" + (f" ({rule.precision})" if rule.precision != "instant" else "")
    given = "<br>".join(f"{code(name)}: {value(read)}" for name, read in rule.values.items())
    return " ".join([what, *chosen]), code(rule.event), when, given


def listed(words: Any) -> str:
    """One or several words of a condition."""
    return ", ".join(f'"{word}"' for word in ([words] if isinstance(words, str) else words))


def value(read: Value) -> str:
    """How one value is read."""
    if not isinstance(read, Mapping):
        return code(read)
    if "value" in read:
        return f'"{read["value"]}"'
    return f"look-up {code(read['look_up'])} of {code(read['of'])}"


def reference(rule: ReferenceRule) -> str:
    """A reference table a file fills."""
    period = ", ".join(f"{key} from {value(read)}" for key, read in rule.period.items())
    dimensions = ", ".join(f"{code(name)} from {value(read)}" for name, read in rule.dimensions.items())
    by = f"; by {dimensions}" if dimensions else ""
    said = f"force from {value(rule.force)}; {period}{by}; number from {value(rule.value)}"
    return f"Fills the reference table {code(rule.table)}: {said}."
