"""Reads one YAML file strictly: every value stays the text that was written, and a key may stand once."""

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from peeler.terms.errors import RequestError, nearest

Model = TypeVar("Model", bound="Strict")
LARGEST = 1_000_000


class Reader(yaml.CBaseLoader):
    """PyYAML's reader in C that leaves every scalar text, and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping; ConstructorError where a key stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"found duplicate key '{key.value}'", key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


class Strict(BaseModel):
    """A frozen model that knows only its own keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_yaml(path: Path) -> tuple[dict[str, Any], str]:
    """The file's mapping, all scalars as text, and its text; RequestError names file, line and what is wrong."""
    if path.stat().st_size > LARGEST:
        raise RequestError(f"{path.name}: larger than {LARGEST:,} bytes; a definition is a page")
    try:
        text = path.read_text("utf-8")
        content = deepcopy(parsed(text))
    except UnicodeDecodeError as problem:
        raise RequestError(f"{path.name}: not UTF-8 text") from problem
    except yaml.MarkedYAMLError as problem:
        line = f" line {problem.problem_mark.line + 1}:" if problem.problem_mark else ""
        raise RequestError(f"{path.name}:{line} {first_line(problem.problem)}") from problem
    except yaml.YAMLError as problem:
        raise RequestError(f"{path.name}: {first_line(str(problem))}") from problem
    if not isinstance(content, dict):
        raise RequestError(f"{path.name}: a definition is a mapping of keys to values")
    return content, text


@lru_cache(maxsize=1_000)
def parsed(text: str) -> Any:
    """What a text in YAML says, never to be changed: the same text says the same every time."""
    return yaml.load(text, Loader=Reader)  # noqa: S506  (it makes texts, lists and mappings, nothing else)


def first_line(text: str | None) -> str:
    """The first line of a message that may run over many."""
    return (text or "not understood").strip().splitlines()[0]


def build(model: type[Model], content: dict[str, Any], where: str) -> Model:
    """The model of this content; RequestError with file, key and the nearest right word for the first thing wrong."""
    try:
        return model.model_validate(content)
    except ValidationError as problems:
        first = min(problems.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = keys_beside(model, first["loc"])
            raise RequestError(f"{where}: unknown key '{key}'{nearest(str(first['loc'][-1]), known)}") from None
        message = first["msg"].removeprefix("Value error, ")
        raise RequestError(f"{where}: {key}: {message}" if key else f"{where}: {message}") from None


def keys_beside(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that are known where an unknown one stands, found by walking the models down to it."""
    schema = model.model_json_schema()
    here: dict[str, Any] = schema
    for part in location[:-1]:
        here = descend(schema, here, str(part))
    return list(resolve(schema, here).get("properties", {}))


def descend(schema: dict[str, Any], here: dict[str, Any], part: str) -> dict[str, Any]:
    """The schema one key (or list place) further down."""
    node = resolve(schema, here)
    down = node.get("properties", {}).get(part) or node.get("items") or node.get("additionalProperties")
    return down if isinstance(down, dict) else {}


def resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """A schema node with its reference, or the first branch that has one, followed."""
    for branch in [node, *node.get("anyOf", [])]:
        if "$ref" in branch:
            found: dict[str, Any] = schema["$defs"][branch["$ref"].rsplit("/", 1)[1]]
            return found
    return node
