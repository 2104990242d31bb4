"""House: imports at the top, public things documented, no clock below floor 5, databases in store alone."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.house.code import Offences, buried_imports, clocks, imported, undocumented
from tests.house.tree import MAY_KNOW_THE_TIME, floor_package, name, parsed, python_files

DATABASES = ("sqlite3", "duckdb")


def offences(rule: Callable[[ast.Module], Offences], paths: Iterable[Path]) -> list[str]:
    return [f"{name(path)}:{line} {words}" for path in paths for line, words in rule(parsed(path))]


def test_no_import_hides_inside_a_function() -> None:
    assert offences(buried_imports, python_files("src")) == []


def test_every_public_class_function_and_method_has_a_docstring() -> None:
    assert offences(undocumented, python_files("src")) == []


def test_no_clock_is_read_below_floor_5() -> None:
    below = [path for path in python_files("src") if floor_package(path) not in MAY_KNOW_THE_TIME]
    assert offences(clocks, below) == []


def test_only_store_knows_a_database() -> None:
    others = [path for path in python_files("src") if floor_package(path) != "store"]
    found = [
        f"{name(path)}:{line} imports {module}"
        for path in others
        for line, module in imported(parsed(path))
        if module.split(".")[0] in DATABASES
    ]
    assert found == []


def test_the_simulator_knows_the_terms_alone() -> None:
    simulator = [path for path in python_files("src") if floor_package(path) == "simulate"]
    found = [
        f"{name(path)}:{line} imports {module}"
        for path in simulator
        for line, module in imported(parsed(path))
        if module.startswith("peeler.") and module.split(".")[1] not in {"terms", "simulate"}
    ]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (buried_imports, "def f():\n    import os"),
        (buried_imports, "class A:\n    def f(self):\n        if x:\n            from os import path"),
        (undocumented, "def f():\n    return 1"),
        (undocumented, "class A:\n    'A thing.'\n    def f(self): ..."),
        (clocks, "datetime.now(UTC)"),
        (clocks, "dt.date.today()"),
        (clocks, "time.time()"),
        (clocks, "from time import time"),
        (clocks, "run('select current_timestamp')"),
        (clocks, "run('select now() as t')"),
    ],
)
def test_a_planted_offence_is_found(rule: Callable[[ast.Module], Offences], planted: str) -> None:
    assert list(rule(ast.parse(planted))) != []


@pytest.mark.parametrize(
    ("rule", "honest"),
    [
        (buried_imports, "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os"),
        (undocumented, "def _f(): ...\nclass _A:\n    def f(self): ..."),
        (undocumented, "def f():\n    'Says what.'\n    def inner(): ..."),
        (clocks, "def f(now):\n    'Never calls now().'\n    return now"),
        (clocks, "time.monotonic()"),
    ],
)
def test_what_is_allowed_is_not_an_offence(rule: Callable[[ast.Module], Offences], honest: str) -> None:
    assert list(rule(ast.parse(honest))) == []
