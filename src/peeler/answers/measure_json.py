"""A measure's answer as the JSON that programs rely on (DESIGN section 7), with parts, benchmarks and notes beside it."""

from typing import Any

from peeler.answers.measure import MeasureAnswer


def measure_json(answer: MeasureAnswer) -> dict[str, Any]:
    """The answer as plain dictionaries; times in ISO 8601, ``period`` absent without ``every``."""
    raise NotImplementedError
