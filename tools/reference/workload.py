"""The page of workload: kinds of work, their stocks, what they are told apart by, and who is there for them."""

from collections.abc import Iterator

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.workload import WorkDimension, WorkloadDefinition
from tools.reference.markdown import bullets, code, kept_by, page, table

WORKLOAD = """
Kinds of work that stand open: one file each in `src/peeler/catalogue/workload`, and in a force's own catalogue. `peeler workload NAME`
and the page Workload show each by any two of its dimensions. How it is counted is under [workload](../explanation/workload.md).
"""


def workload_page(catalogue: Catalogue) -> str:
    """All kinds of work."""
    return page("Workload", WORKLOAD, *(one(definition) for definition in catalogue.workload.values()))


def one(definition: WorkloadDefinition) -> str:
    """One kind of work."""
    return "\n\n".join(part for part in parts(definition) if part)


def parts(definition: WorkloadDefinition) -> Iterator[str]:
    """The blocks of one kind of work."""
    file = definition.file
    yield f"## {definition.name}"
    yield f"**{file.question}** {file.about}"
    yield bullets(shown(definition))
    yield table(
        ("dimension", "what it is", "from", "where it is not said"), (row(d) for d in definition.dimensions.values())
    )
    yield kept_by(file)


def shown(definition: WorkloadDefinition) -> Iterator[str]:
    """Its stock, what a page begins with, what is beside it, and what it is counted with."""
    file = definition.file
    yield f"Stock: {code(file.stock)}. Begins with {code(file.rows)} by {code(file.columns)}; its parts are by {code(file.parts)}."
    for word, part in file.beside.items():
        yield f"Beside it, of {code(word)}: {' by '.join(map(code, part.by))}."
    if file.job:
        yield f"As jobs: records that share {code(file.job)} are one."
    if file.weight:
        yield f"Weighed by the look-up {code(file.weight)}."
    if file.staff:
        yield f"Load over {code(file.staff.people)} who are {code(file.staff.available)}, beside {code(file.staff.posts)}."
    yield from file.notes


def row(dimension: WorkDimension) -> tuple[str, ...]:
    """One dimension."""
    led = f", the {dimension.leads[1]} of that {dimension.leads[0]}" if dimension.leads else ""
    return code(dimension.name), dimension.title, f"{code(dimension.column)}{led}", dimension.missing
