"""The rules of the house about code, each a function from a syntax tree to its offences as (line, words)."""

import ast
import re
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CLOCK_METHODS = frozenset({"now", "utcnow", "today"})
CLOCK_FUNCTIONS = frozenset({"time", "time_ns", "localtime", "gmtime", "ctime"})
CLOCK_SQL = re.compile(r"\b(?:current_(?:date|time|timestamp)\b|now\(\))", re.IGNORECASE)
Offences = Iterator[tuple[int, str]]


def buried_imports(tree: ast.Module) -> Offences:
    """Imports inside a function, where no reader and no linter of floors looks for them."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner.lineno, f"import inside {node.name}()"


def undocumented(tree: ast.Module | ast.ClassDef, owner: str = "") -> Offences:
    """Public classes, functions and methods without a docstring; nested functions are not public."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None and not declares_only(node):
            yield node.lineno, f"{owner}{node.name} has no docstring"
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node, f"{node.name}.")


def declares_only(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a definition belongs to another that is documented: an overload, or a property's setter."""
    return any(ast.unparse(mark).endswith(("overload", ".setter", ".deleter")) for mark in node.decorator_list)


def clocks(tree: ast.Module) -> Offences:
    """Places where a clock is read, in Python or in SQL; docstrings may speak of them."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and reads_clock(node.func):
            yield node.lineno, f"reads a clock: {ast.unparse(node.func)}()"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from ((node.lineno, f"takes a clock: {a.name}") for a in node.names if a.name in CLOCK_FUNCTIONS)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from ((node.lineno, f"SQL reads a clock: {found}") for found in CLOCK_SQL.findall(node.value))


def reads_clock(called: ast.Attribute) -> bool:
    """Whether a method is a clock: datetime.now(), date.today(), time.time() and their like."""
    is_time_module = isinstance(called.value, ast.Name) and called.value.id == "time"
    return called.attr in CLOCK_METHODS or (is_time_module and called.attr in CLOCK_FUNCTIONS)


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module imported anywhere in a file, with the line; `from a import b` counts as a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}") for alias in node.names)
