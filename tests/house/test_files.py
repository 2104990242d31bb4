"""House: small files that say what they are for, under names that mean something."""

import ast

from tests.house.tree import ROOT, files, name, parsed, python_files

MOST_LINES = 400
EMPTY_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "lib", "core", "shared"}
)


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {name(path): len(path.read_bytes().splitlines()) for path in python_files("src", "tests", "tools")}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_file_opens_by_saying_what_it_is_for() -> None:
    silent = [name(path) for path in python_files("src", "tests", "tools") if not ast.get_docstring(parsed(path))]
    assert silent == []


def test_no_module_or_folder_has_a_name_that_means_nothing() -> None:
    parts = {
        name(path): {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
        for path in python_files("src", "tests", "tools")
    }
    assert [path for path, names in parts.items() if names & EMPTY_NAMES] == []


def test_yaml_files_end_in_yml() -> None:
    assert [name(path) for path in files() if path.suffix == ".yaml"] == []
