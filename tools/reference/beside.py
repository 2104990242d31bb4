"""The pages of look-ups, benchmarks and policies: what measures are read with, put beside and seen through."""

from collections.abc import Mapping
from typing import Any

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.comparisons import BenchmarkDefinition, LookUp, PolicyDefinition
from tools.reference.markdown import bullets, code, codes, kept_by, page, table

LOOK_UPS = """
Tables of words: one file each in `src/peeler/catalogue/look_ups`. A word that is not in a look-up gives nothing: it
stays unknown and is counted as unknown, never guessed.
"""
BENCHMARKS = """
Published figures that stand beside a measure and are never mixed with it: one file each in
`src/peeler/catalogue/benchmarks`. They appear once the reference table they name has been loaded (`peeler load`, see
[Load open data](../how-to/load-open-data.md)).
"""
POLICIES = """
Who may see and decide what: one file each in `src/peeler/catalogue/policies`. A policy is part of the question itself;
where none speaks for a viewer's role there is no answer. There is no sign-in yet, and one local role.
"""


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
    rows = [("Reference table", code(file.reference)), ("Every", file.every), ("Unit", file.unit)]
    taken = (("Only where", file.where), ("Unless", file.unless), ("Numerator", file.numerator))
    rows += [(heading, chosen(words)) for heading, words in taken if words]
    rows += [("Publisher", file.publisher), ("Licence", file.licence)]
    differ = f"Why they differ: {file.why_they_differ}"
    return "\n\n".join([f"## {one.name}", file.about, table(("", ""), rows), differ, kept_by(file)])


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
    decides = [f"May decide: {codes(file.decide)}."] if file.decide else []
    said = bullets([f"Role: {code(file.role)}.", *sees, *decides])
    return "\n\n".join([f"## {one.name}", file.about, said, kept_by(file)])
