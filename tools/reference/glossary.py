"""The words of the code in GLOSSARY.md: every public class with the first sentence of what it says of itself."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.reference.markdown import code, table

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "peeler"
BEGIN = "<!-- From here on written by `make docs`, from what every class says of itself. -->"


def glossary(text: str) -> str:
    """The glossary's text with its last part written anew; ValueError where the place is not marked."""
    kept, mark, _ = text.partition(BEGIN)
    if not mark:
        raise ValueError("GLOSSARY.md has lost the line where its generated part begins")
    return f"{kept}{BEGIN}\n\n{words()}\n"


def words() -> str:
    """The table of all public classes, in order of name, each once."""
    rows = ((code(name), meaning(said), codes_of(said)) for name, said in sorted(classes().items()))
    return table(("term", "meaning", "in"), rows)


def classes() -> Mapping[str, Mapping[str, str]]:
    """Class name -> where it stands -> what it says of itself."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in public_classes(path):
            module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
            found.setdefault(node.name, {})[module] = sentence(ast.get_docstring(node) or "")
    return found


def public_classes(path: Path) -> Iterator[ast.ClassDef]:
    """The public classes of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    yield from (node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def sentence(docstring: str) -> str:
    """The first sentence of a docstring, on one line."""
    first = " ".join(docstring.split("\n\n", maxsplit=1)[0].split()).replace("``", "`")
    return re.split(r"(?<=\.)\s", first)[0]


def meaning(said: Mapping[str, str]) -> str:
    """One meaning; where several classes have a name, each with where it stands."""
    if len(said) == 1:
        return next(iter(said.values()))
    return " ".join(f"In {code(module)}: {text}" for module, text in said.items())


def codes_of(said: Mapping[str, str]) -> str:
    """The modules that a name stands in."""
    return ", ".join(code(module) for module in said)
