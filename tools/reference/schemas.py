"""The JSON Schema of every kind of definition, as `peeler new` writes them beside a force's own catalogue."""

import json

from peeler.definitions.catalogue import KINDS


def schemas() -> dict[str, str]:
    """File name under docs/reference -> text."""
    return {
        f"schemas/{kind}.json": json.dumps(model.model_json_schema(), indent=1, sort_keys=True) + "\n"
        for kind, model in KINDS.items()
    }
