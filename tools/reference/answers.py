"""The page of the JSON of an answer: an invented answer, put through the very function that writes them."""

import json
from datetime import date

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary, MeasureAnswer, MeasureQuestion, MeasureRow, PartCount
from peeler.answers.measure_json import measure_json
from peeler.measures.intervals import wilson
from peeler.terms.clocks import parse_moment
from tools.reference.markdown import code, page, table

INTRODUCTION = """
`peeler measure NAME --format json` prints one document. Times are ISO 8601 in London civil time with their offset. This
one is invented, to show the shape; the keys of a row that do not apply to the kind of measure are `null` or absent.
"""
MEANING = (
    ("period", "The first day of the period; absent without `--every`."),
    ("numerator", "How many are what the measure asks."),
    ("denominator", "Of how many, among those known; `null` for a count or a stock. For a rate, the reference figure."),
    ("unknown", "How many of the population it cannot be said of. They are in neither numerator nor denominator."),
    (
        "value",
        "A count or stock as a whole number, a share as a fraction of 1, a rate per so many; `null` if nothing known.",
    ),
    ("low, high", "The 95 % interval of the value: Wilson for a share, exact Poisson for a count or a rate."),
    ("lowest, highest", "What the value would be if every unknown one were no, and if every one were yes."),
    ("n", "How many the row rests on: denominator and unknown together."),
    ("parts", "Labelled parts of the numerator, denominator or unknown; what no part claims is counted too."),
    (
        "suppressed, held_back",
        "Only where a [policy](policies.md) holds small numbers back: whether the value is, and the words for each figure.",
    ),
)
BESIDE = """
Dimensions asked for with `--by` stand in each row under their own names, between `period` and `numerator`. `as_at` is
the moment the answer speaks of, `as_known` the moment of knowledge it uses; `freshness` says when each source behind it
last spoke; `journal_version` is the version answered from, and `age_ms` how long ago the engine gave the numbers, when they
had been asked for before and nothing they rest on has changed since; `notes` are sentences to show beside the numbers;
`definition.version` is the digest of the measure's file.
The columns of `--format csv` are the same rows, with each part in a column of its own.
"""


def answers_page() -> str:
    """The whole page."""
    document = json.dumps(measure_json(invented()), indent=1, ensure_ascii=False)
    rows = ((", ".join(code(word) for word in key.split(", ")), meaning) for key, meaning in MEANING)
    keys = table(("key of a row", "meaning"), rows)
    return page("The JSON of an answer", INTRODUCTION, f"```json\n{document}\n```", keys, BESIDE)


def invented() -> MeasureAnswer:
    """An answer nobody gave: 3 of 7 known crimes without an outcome, 3 more that the source stopped speaking of."""
    at = parse_moment("2024-04-30", edge="end")
    definition = DefinitionSummary(
        "unassigned_outcome", "Crimes with no outcome assigned",
        "Of the crimes recorded, how many have not been assigned an outcome?",
        "ratio", "share of crimes recorded", "lower", "0" * 32,
    )  # fmt: skip
    heard = SourceFreshness(
        "police_uk", "data.police.uk monthly archive", at, at, "month", None, silent=False, age=0, events=10
    )
    question = MeasureQuestion("unassigned_outcome", at=at, known=at, every="month", by=("crime_type",))
    notes = ("The newest months are always higher.",)
    return MeasureAnswer(question, definition, at, at, (heard,), (row(),), (), notes, 1, synthetic=True)


def row() -> MeasureRow:
    """Its one row."""
    parts = (
        PartCount("under_investigation", "numerator", "Under investigation", 3),
        PartCount("status_unavailable", "unknown", "Status update unavailable", 3),
    )
    low, high = wilson(3, 7) or (None, None)
    return MeasureRow(
        date(2024, 4, 1), (("crime_type", "Burglary"),), 3, 7, 3, 3 / 7, low, high, 0.3, 0.6, 10, parts=parts
    )
