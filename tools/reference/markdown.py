"""Pieces of Markdown: tables, lists and code, with what the catalogue says fitted into them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MADE = "<!-- Written by `make docs` from the catalogue and the code. Do not edit: change what it is made from. -->"
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./ ()|+&;")


def page(title: str, *blocks: str) -> str:
    """A whole page: its title, the note that it is generated, and its blocks with a line between."""
    return "\n\n".join([f"# {title}", MADE, *(block.strip() for block in blocks if block.strip())]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table; nothing where there are no rows. What stands in a cell may not break it."""
    lines = [f"| {' | '.join(cell(part) for part in row)} |" for row in rows]
    rule = "|".join("---" for _ in headings)
    return "\n".join([f"| {' | '.join(headings)} |", f"|{rule}|", *lines]) if lines else ""


def cell(value: Any) -> str:
    """One cell: a single line, its bars escaped."""
    return " ".join(str(value).split()).replace("|", "\\|")


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def code(text: str) -> str:
    """Words of the machine, on one line."""
    return f"`{' '.join(str(text).split())}`" if text else ""


def codes(words: Iterable[str], between: str = ", ") -> str:
    """Several of them."""
    return between.join(code(word) for word in words)


def yaml(content: Any) -> str:
    """A value in YAML's flow style, as the catalogue writes examples."""
    if isinstance(content, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {yaml(value)}" for key, value in content.items()) + "}"
    if isinstance(content, (list, tuple)):
        return "[" + ", ".join(yaml(value) for value in content) + "]"
    return scalar(str(content))


def scalar(text: str) -> str:
    """One text, in quotes where it needs them."""
    plain = text and set(text) <= PLAIN | {":"} and ": " not in text and text == text.strip()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def example(content: Mapping[str, Any]) -> str:
    """A worked example as it stands in its file."""
    lines = ["events:", *(f"  - {yaml(event)}" for event in content["events"])]
    if "reference" in content:
        lines.insert(0, f"reference: {yaml(content['reference'])}")
    if "asks" in content:
        lines.append(f"asks: {yaml(content['asks'])}")
    return f"*{content['name']}*\n\n```yaml\n" + "\n".join([*lines, f"gives: {yaml(content['gives'])}"]) + "\n```"


def kept_by(file: Any) -> str:
    """Who answers for a definition, and until when it stands without being looked at again."""
    cited = getattr(file, "authority", {})
    authority = f" Authority: {'; '.join(str(part) for part in cited.values())}." if cited else ""
    return f"Owner: {file.owner}. Checked by: {file.checked_by}. To be reviewed by {file.review_by}.{authority}"
