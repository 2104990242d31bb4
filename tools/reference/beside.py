"""The pages of look-ups, benchmarks, policies, annotations, warnings and progress: what measures are read with, beside and through."""

from collections.abc import Mapping
from typing import Any

from peeler.definitions.annotations import AnnotationDefinition
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.comparisons import BenchmarkDefinition, FigureFile, LookUp, PolicyDefinition
from peeler.definitions.progress import ProgressDefinition
from peeler.definitions.warnings import WarningDefinition
from tools.reference.markdown import bullets, code, codes, kept_by, page, table

LOOK_UPS = """
Tables of words: one file each in `src/peeler/catalogue/look_ups`. A word that is not in a look-up gives nothing: it
stays unknown and is counted as unknown, never guessed.
"""
BENCHMARKS = """
Published figures that stand beside a measure and are never mixed with it: one file each in
`src/peeler/catalogue/benchmarks`. Those that name a reference table appear once it has been loaded (`peeler load`, see
[Load open data](../how-to/load-open-data.md)). Figures that stand in a text are kept in the file itself (`figures:`), each with
its days; one published without the numbers behind it has no interval, and says so.
"""
POLICIES = """
Who may see and decide what: one file each in `src/peeler/catalogue/policies`. A policy is part of the question itself;
where none speaks for a viewer's role there is no answer. There is no sign-in yet, and one local role.

## Small numbers

A policy may say `small_numbers: 5`: whoever sees things under it is told no count below five, nor what one could be worked
out from. It happens once, where answers are made, so that pages, JSON, CSV and lists of records say the same.

- **What is small.** A row of an answer that counts fewer than five, nought included. Of a share also a row in which fewer
  than five are *not* counted: 98 of 100 tells of two. Its figures are all held back.
- **What stands beside it** (unknown, parts, arrivals, departures) is small from one to four; of nought it is told that it is
  nought, since nobody stands behind it. With the unknown go `n`, `lowest` and `highest`. Parts of a kind are told only where
  none of them is small; arrivals and departures of a period go together, and go where a stock beside them is held back.
- **What protects it.** Where numbers add up to a total, one number held back alone could be worked out. So the next smallest
  is held back too, until those held back together come to five or more; over groups in each period, and over periods where
  these add up. In a table of periods and groups no number held back is any sum or difference of totals.
- **What a reader sees.** `null` and `suppressed: true` in JSON, with the words under `held_back`; the words *fewer than 5* or
  *held back* in CSV, in tables and on pages, never a blank or a nought. The records of a number held back, and any list of
  fewer than five, are refused.
- **Several policies.** Those that let a viewer see everything of a kind decide, the mildest of them; else the strictest of all.
- **What it does not do.** Each answer is protected by itself. Two answers whose filters or moments differ by a few records
  differ by those few, a breakdown by two dimensions at once is protected in each total and not in every difference of
  totals, and whoever may open the records of a number told can count them.
"""


ANNOTATIONS = """
Dated changes that a series must be read by: one file each in `src/peeler/catalogue/annotations`, and in a force's own
catalogue. They apply by themselves: `peeler trend` marks them, and calculates its limits anew from the first whole period that
begins on or after the date, where the file says `rebase: yes` and the series is wholly of what is concerned. A change of some
offences alone (`groups:`) makes a new level in a series of those offences and is only marked in a series that holds others too.
"""
WARNINGS = """
Warning signs that have a name: one file each in `src/peeler/catalogue/warnings`. A sign stands where one of its measures (or, with
`needs: all`, each of them) moves the way it says by the rules of an XmR chart, or, with too few periods for one, where the newest
differs from the time before by more than chance. `peeler warnings` lists them with every new signal of every measure. `harm` is a
judgement, 1 to 5, that orders the list; of measures without a named sign it comes from the look-up `harm`.
"""
PROGRESS = """
How work moves on: one file each in `src/peeler/catalogue/progress`, and in a force's own catalogue. The stages stand in order of
precedence: the first whose condition holds is the stage, and the object has it as its attribute `stage`, so that every measure of
it can be broken down by it. `peeler progress` and the page Progress draw the moves between stages, or between the steps
themselves, as they really ran: [how](../explanation/progress.md). Where a stage ends, nobody waits in it.
"""


def annotations_page(catalogue: Catalogue) -> str:
    """All annotations, in order of date."""
    return page("Annotations", ANNOTATIONS, *(annotation(one) for one in by_date(catalogue)))


def by_date(catalogue: Catalogue) -> list[AnnotationDefinition]:
    """The annotations, oldest first."""
    return sorted(catalogue.annotations.values(), key=lambda one: (one.date, one.name))


def annotation(one: AnnotationDefinition) -> str:
    """One annotation: when, what it concerns and what it does."""
    file, concerns = one.file, one.file.concerns
    named = (("Measures", concerns.measures), ("Measures of", concerns.objects), ("Benchmarks", concerns.benchmarks))
    rows = [("Date", file.date), ("Kind", file.kind), ("Force", code(file.force) if file.force else "every force")]
    rows += [(heading, codes(names)) for heading, names in named if names]
    rows += [(f"Only where {code(name)} is", codes(values, " or ")) for name, values in concerns.groups.items()]
    rows += [("Limits anew", "yes" if file.rebase else "no, a mark alone")]
    checked = [] if file.verified == "yes" else [f"Not yet verified: {file.verified}."]
    return "\n\n".join(
        [f"## {one.name}", f"{file.title}. {file.about}", *checked, table(("", ""), rows), kept_by(file)]
    )


def warnings_page(catalogue: Catalogue) -> str:
    """All named warning signs."""
    return page("Warning signs", WARNINGS, *(warning(one) for one in catalogue.warnings.values()))


def warning(one: WarningDefinition) -> str:
    """One named warning sign."""
    file = one.file
    rows = [(code(measure), way) for measure, way in file.signs.items()]
    needs = "Each of these must move so." if file.needs == "all" else "One of these moving so is enough."
    said = f"{needs} Harm: {file.harm} of 5."
    return "\n\n".join(
        [f"## {one.name}", f"{file.title}. {file.about}", table(("measure", "moves"), rows), said, kept_by(file)]
    )


def progress_page(catalogue: Catalogue) -> str:
    """All progress."""
    return page("Progress", PROGRESS, *(progress(one) for one in catalogue.progress.values()))


def progress(one: ProgressDefinition) -> str:
    """One progress: what its steps are, and its stages in order of precedence."""
    file = one.file
    rows = [
        ("Object", code(file.object)),
        ("Cohorts by", code(file.time)),
        ("A step is called by", code(file.activity)),
    ]
    rows += [("Steps of one moment by", code(file.order))] if file.order else []
    rows += [("Only these events are steps", codes(file.events))] if file.events else []
    rows += [("Worth putting side by side", codes(pair.against for pair in file.beside))] if file.beside else []
    stages = [
        (
            code(stage.name),
            stage.title,
            code(stage.when.text) if stage.when else "all others",
            "yes" if stage.ends else "",
        )
        for stage in one.stages
    ]
    told = [table(("stage", "title", "when", "ends"), stages)] if stages else []
    return "\n\n".join([f"## {one.name}", f"{file.title}. {file.about}", table(("", ""), rows), *told, kept_by(file)])


def look_ups_page(catalogue: Catalogue) -> str:
    """All look-ups."""
    return page("Look-ups", LOOK_UPS, *(look_up(one) for one in catalogue.look_ups.values()))


def look_up(one: LookUp) -> str:
    """One look-up with all its entries."""
    named = [entry for entry in one.entries.values() if isinstance(entry, Mapping)]
    columns = list(dict.fromkeys(column for entry in named for column in entry)) or ["value"]
    rows = ((code(key), *(said(entry, column) for column in columns)) for key, entry in one.entries.items())
    checked = [] if one.file.verified == "yes" else [f"Not yet verified: {one.file.verified}."]
    return "\n\n".join([f"## {one.name}", one.file.about, *checked, table(("word", *columns), rows), kept_by(one.file)])


def said(entry: Any, column: str) -> str:
    """What an entry says in one column; nothing where it does not say."""
    return str(entry.get(column, "")) if isinstance(entry, Mapping) else str(entry)


def benchmarks_page(catalogue: Catalogue) -> str:
    """All benchmarks."""
    return page("Benchmarks", BENCHMARKS, *(benchmark(one) for one in catalogue.benchmarks.values()))


def benchmark(one: BenchmarkDefinition) -> str:
    """One benchmark: which rows it takes, and why it may differ from what stands beside it."""
    file = one.file
    table_of = [] if file.reference is None else [("Reference table", code(file.reference)), ("Every", file.every)]
    rows = [*table_of, ("Unit", file.unit), *(figure(one) for one in file.figures)]
    taken = (("Only where", file.where), ("Unless", file.unless), ("Numerator", file.numerator))
    rows += [(heading, chosen(words)) for heading, words in taken if words]
    rows += [("Publisher", file.publisher), ("Licence", file.licence)]
    differ = f"Why they differ: {file.why_they_differ}"
    return "\n\n".join([f"## {one.name}", file.about, table(("", ""), rows), differ, kept_by(file)])


def figure(one: FigureFile) -> tuple[str, str]:
    """One figure that is published by itself: its days and whose it is, and the number."""
    number = one.value if one.numerator is None else one.numerator
    of = (
        f" of {one.denominator:,}"
        if one.denominator
        else ""
        if one.value is None
        else ", without the numbers behind it"
    )
    assumed = f" (assumed: {one.assumed})" if one.assumed else ""
    return f"{one.first} to {one.last}{f', {code(one.force)}' if one.force else ''}", f"{number:,}{of}{assumed}"


def chosen(words: Mapping[str, str | list[str]]) -> str:
    """Dimensions and the words they must be."""
    return "; ".join(f"{name} is {codes([w] if isinstance(w, str) else w, ' or ')}" for name, w in words.items())


def policies_page(catalogue: Catalogue) -> str:
    """All policies."""
    return page("Policies", POLICIES, *(policy(one) for one in catalogue.policies.values()))


def policy(one: PolicyDefinition) -> str:
    """One policy: for which role, what it may see and decide."""
    file = one.file
    sees = [f"Sees {code(name)} where {code(text)}." for name, text in file.see.items()]
    small = [] if file.small_numbers is None else [f"Is told no count below {file.small_numbers}."]
    decides = [f"May decide: {codes(file.decide)}."] if file.decide else []
    said = bullets([f"Role: {code(file.role)}.", *sees, *small, *decides])
    return "\n\n".join([f"## {one.name}", file.about, said, kept_by(file)])
