"""The page of measures: the question, why it matters, the definition, its authority, and the examples that run."""

from collections.abc import Iterator

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from tools.reference.markdown import bullets, code, codes, example, kept_by, page, table

INTRODUCTION = """
Every number Peeler gives is a measure: one file each in `src/peeler/catalogue/measures`. What a row of an answer holds
is under [the JSON of an answer](answers.md); how conditions are written, under [conditions](conditions.md); how to add
one, in [Write a measure](../how-to/write-a-measure.md). On this machine, `peeler explain NAME` says the same of what
your own workspace holds.
"""
BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "context": "Neither higher nor lower is better by itself.",
}


def measures_page(catalogue: Catalogue) -> str:
    """The whole page."""
    contents = table(
        ("measure", "question", "kind", "of"),
        ((f"[{n}](#{n})", m.file.question, m.file.kind, code(m.object.name)) for n, m in catalogue.measures.items()),
    )
    return page("Measures", INTRODUCTION, contents, *(one(measure) for measure in catalogue.measures.values()))


def one(measure: MeasureDefinition) -> str:
    """One measure."""
    file = measure.file
    blocks = [
        f"## {measure.name}",
        f"**{file.question}** {file.why}" + (f" **It should not happen:** {file.never}" if file.never else ""),
        table(("", ""), definition(measure)),
        table(("part of", "label", "when"), ((p.of, p.label, code(p.when.text)) for p in measure.parts)),
        bullets([*(f"Left out: {text}." for text in file.exclusions), *file.notes]),
        *(example(content) for content in file.examples),
        kept_by(file),
    ]
    return "\n\n".join(block for block in blocks if block)


def waited(measure: MeasureDefinition) -> Iterator[tuple[str, str]]:
    """What a measure of time waits for, as rows."""
    waiting = measure.waiting
    if waiting is None:
        return
    yield "Waits", f"from {code(waiting.start)} until {code(waiting.until)}"
    for word, time in waiting.unless.items():
        yield "Or ends otherwise", f"{word}: {code(time)}"
    yield (
        "Value",
        f"the share within {waiting.within}" if waiting.within else f"the time by which {waiting.quantile:.0%} have it",
    )


def definition(measure: MeasureDefinition) -> Iterator[tuple[str, str]]:
    """What is counted, and how, as rows."""
    file = measure.file
    yield "Kind", f"{file.kind}, of {code(measure.object.name)}, in {file.unit}. {BETTER[file.better]}"
    yield from waited(measure)
    for term in measure.terms:
        narrowed = [term.variant and f"variant {term.variant}", term.where and code(term.where)]
        weighed = term.weight and f"each with its weight in {code(term.weight)}"
        yield f"Term {term.name}", ", ".join(filter(None, (code(term.measure.name), *narrowed, weighed)))
    if measure.formula:
        yield "Formula", code(measure.formula.text)
    if file.event:
        yield "Counts", f"happenings of {code(str(measure.event))}"
    if file.time:
        yield "Placed in time by", code(file.time)
    for heading, text in (("Population", file.population), ("Numerator", file.numerator)):
        if text:
            yield heading, code(text)
    if file.denominator:
        yield "Denominator", f"{file.denominator.label}, from the reference table {code(file.denominator.reference)}"
        yield "For every", f"{file.denominator.per:,}"
    yield from narrowing(measure)


def narrowing(measure: MeasureDefinition) -> Iterator[tuple[str, str]]:
    """How it may be broken down, narrowed and compared."""
    file = measure.file
    yield "By", codes(dimension.name for dimension in measure.dimensions)
    if file.variants:
        yield "Variants", "; ".join(f"{code(name)}: {code(text)}" for name, text in file.variants.items())
    if file.compare:
        yield "Beside it", ", ".join(comparator(text) for text in file.compare)


def comparator(text: str) -> str:
    """A comparator, with a link where it is a benchmark."""
    kind, _, name = text.partition(":")
    return f"[{name}](benchmarks.md#{name})" if kind == "benchmark" else code(text)
