"""How hard the properties of the fold are tried: a little at every run, thousands with PEELER_HYPOTHESIS=deep."""

import os

from hypothesis import HealthCheck, settings

DEEP = os.environ.get("PEELER_HYPOTHESIS") == "deep"


def effort(examples: int) -> settings:
    """Settings for a property: the same examples at every run; in a deep run a hundred times as many, and new ones."""
    return settings(
        max_examples=examples * 100 if DEEP else examples,
        derandomize=not DEEP,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )
