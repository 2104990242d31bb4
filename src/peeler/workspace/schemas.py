"""Writes the JSON Schema of every kind of definition, so that an editor completes and checks a force's own catalogue."""

import json
from pathlib import Path

from peeler.definitions.catalogue import KINDS
from peeler.terms.errors import RequestError


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Writes schemas/KIND.json and editor settings that point at them; RequestError where the folder cannot be written."""
    schemas, settings = folder / "schemas", folder / ".vscode" / "settings.json"
    try:
        schemas.mkdir(parents=True, exist_ok=True)
        settings.parent.mkdir(exist_ok=True)
        made = [write(schemas / f"{kind}.json", model.model_json_schema()) for kind, model in KINDS.items()]
        pointing = {f"./schemas/{kind}.json": f"catalogue/{kind}/*.yml" for kind in KINDS}
        return (*made, write(settings, {"yaml.schemas": pointing}))
    except OSError as problem:
        raise RequestError(f"{folder}: {problem.strerror}") from problem


def write(path: Path, content: object) -> Path:
    """One JSON file."""
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")
    return path
