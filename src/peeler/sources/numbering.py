"""Numbers the rows of a file in its order, so that what the order says can be read like a column."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from peeler.definitions.sources import TableFile
from peeler.sources.delimited import Rows


def with_numbers(table: TableFile, rows: Rows) -> Rows:
    """The rows with the columns that the table has them numbered by; rows left aside have no number."""
    made = {name: numbers(rows, among) for name, among in table.numbered.items()}
    return replace(rows, columns={**rows.columns, **made}) if made else rows


def numbers(rows: Rows, among: Sequence[str]) -> list[str]:
    """Each row's number, from 1, among those that agree in these columns; one that the file does not have agrees everywhere."""
    counted: defaultdict[tuple[str, ...], int] = defaultdict(int)
    columns = [[text.strip() for text in rows.columns[name]] for name in among if name in rows.columns]
    made = []
    for key in zip(*columns, strict=True) if columns else [()] * len(rows.lines):
        counted[key] += 1
        made.append(str(counted[key]))
    return made
