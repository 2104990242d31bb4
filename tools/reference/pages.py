"""Every generated page by its name, and the page that leads to them."""

from collections.abc import Mapping

from peeler.definitions.catalogue import load_catalogue
from tools.reference.answers import answers_page
from tools.reference.benches import benches_page
from tools.reference.beside import (
    annotations_page,
    benchmarks_page,
    look_ups_page,
    policies_page,
    progress_page,
    warnings_page,
)
from tools.reference.capacity import capacity_page
from tools.reference.commands import commands_page
from tools.reference.envelope import envelope_page
from tools.reference.language import language_page
from tools.reference.markdown import page, table
from tools.reference.measures import measures_page
from tools.reference.objects import objects_page
from tools.reference.schemas import schemas
from tools.reference.sources import sources_page
from tools.reference.workload import workload_page

CONTENTS = (
    ("commands.md", "Every command and option, and how a command ends."),
    ("measures.md", "Every measure: its question, definition, authority and worked examples."),
    ("objects.md", "Every object: its events, fields and attributes."),
    ("sources.md", "Every source: its files, columns, limits, and what its rows become."),
    ("look_ups.md", "Every table of words."),
    ("benchmarks.md", "Published figures that stand beside a measure, and why they differ."),
    ("annotations.md", "Dated changes of law and recording that a series must be read by."),
    ("warnings.md", "Warning signs that have a name."),
    ("progress.md", "Stages of work, and what its steps are."),
    ("workload.md", "Kinds of open work, and what each is told apart by."),
    ("capacity.md", "Units of which capacity is told: queue, staff, and what is assumed."),
    ("policies.md", "Who may see and decide what."),
    ("answers.md", "The JSON of an answer."),
    ("events.md", "The event envelope, the one form every source is turned into."),
    ("conditions.md", "The language of conditions, the kinds of value, the reducers."),
    ("benches.md", "Every bench: what it measures, its targets, its sizes, and how to read it."),
    ("schemas/", "JSON Schemas of definitions, for editors."),
)
INTRODUCTION = """
What there is, exactly. These pages are written from the catalogue and the code by `make docs`, and a test fails where
they are not what would be written now.
"""


def pages() -> Mapping[str, str]:
    """File name under docs/reference -> text, in order of name; the same from the same catalogue and code."""
    catalogue = load_catalogue()
    made = {
        "README.md": page("Reference", INTRODUCTION, table(("", ""), ((f"[{n}]({n})", says) for n, says in CONTENTS))),
        "annotations.md": annotations_page(catalogue),
        "answers.md": answers_page(),
        "benches.md": benches_page(),
        "benchmarks.md": benchmarks_page(catalogue),
        "capacity.md": capacity_page(catalogue),
        "commands.md": commands_page(),
        "conditions.md": language_page(),
        "events.md": envelope_page(catalogue),
        "look_ups.md": look_ups_page(catalogue),
        "measures.md": measures_page(catalogue),
        "objects.md": objects_page(catalogue),
        "policies.md": policies_page(catalogue),
        "progress.md": progress_page(catalogue),
        "sources.md": sources_page(catalogue),
        "warnings.md": warnings_page(catalogue),
        "workload.md": workload_page(catalogue),
        **schemas(),
    }
    return dict(sorted(made.items()))
