"""The page of capacity: every unit, its queue, its staff, and what is assumed of both."""

from peeler.definitions.capacity import CapacityDefinition, HoursFile, MinutesFile, Use
from peeler.definitions.catalogue import Catalogue
from tools.reference.markdown import bullets, code, codes, kept_by, page, table

CAPACITY = """
Units of which it is told whether they keep up: one file each in `src/peeler/catalogue/capacity`, and in a force's own
catalogue. The queue is a stock; what comes in and leaves are its own crossings, unless the file names counts. What no record
says, such as hours and minutes, is an assumption, marked as one with who says it and when, and may be changed in the question.
`peeler capacity` and the page Capacity answer it: [how](../explanation/capacity.md).
"""


def capacity_page(catalogue: Catalogue) -> str:
    """All units."""
    return page("Capacity", CAPACITY, *(unit(one) for one in catalogue.capacity.values()))


def unit(one: CapacityDefinition) -> str:
    """One unit: its measures, and what is assumed."""
    file = one.file
    used = (
        ("Queue", one.queue), ("Comes in", one.arrivals), ("Leaves", one.completions), ("Waiting as measured", one.waiting),
        ("Staff", one.staff), ("Away", one.absent),
    )  # fmt: skip
    rows = [(heading, use(found)) for heading, found in used if found is not None]
    rows += [("Hours each does a week", said(file.hours.per_week, file.hours))]
    rows += [("Minutes for each piece", handling(one))]
    if file.target is not None:
        rows += [("Promised", f"{file.target.share:.0%} begun within {file.target.within}")]
    rows += [("Broken down by", codes(file.by))] if file.by else []
    rows += [("Capability", ", ".join(use(found) for found in one.capability))] if one.capability else []
    return "\n\n".join(
        [f"## {one.name}", f"{file.title}. {file.question} {file.why}", table(("", ""), rows), bullets(file.assumptions), kept_by(file)]
    )  # fmt: skip


def use(one: Use) -> str:
    """A measure that is used, its variant and filter."""
    variant = f", {code(one.variant)}" if one.variant else ""
    return f"{code(one.measure.name)}{variant}{f' where {code(one.where)}' if one.where else ''}"


def handling(one: CapacityDefinition) -> str:
    """How long a piece takes, or that it is worked out."""
    file = one.file.handling
    return (
        said(file.minutes, file) if isinstance(file, MinutesFile) else "worked out from the pace while a queue stands"
    )


def said(number: float, who: HoursFile | MinutesFile) -> str:
    """A number that somebody says."""
    return f"{number:g} (said by {who.said_by}, {who.said_on})"
