"""House: words of the field are in the glossary; what belongs to one machine or one index is in no file."""

import ast
import json
import re

from tests.house.tree import PACKAGE, ROOT, files, name, parsed, python_files

# Each pattern is written so that it does not match its own line.
NOT_OURS = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|farm|root|Users|home/\w+|tmp/venv)/"),
    "tools of one workplace": re.compile(r"\.librar[y]/|/tmp/note[s]"),
    "the address of a package index": re.compile(
        r"https?://\S*(?:/simpl[e]/|pythonhoste[d]|registr[y]\.)|pypi\.or[g]|npmjs\.(?:org|com)"
    ),
}
TABLE_ROW_WORDS = re.compile(r"`([^`]+)`")


def glossary_words() -> set[str]:
    """Every word in backticks in a row of GLOSSARY.md's table (`| term | meaning |`)."""
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    return {word for line in lines if line.startswith("|") for word in TABLE_ROW_WORDS.findall(line)}


def test_nothing_of_one_machine_or_one_index_is_in_the_project() -> None:
    found = []
    for path in files():
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{name(path)}: {what}: {hit[0]}" for what, p in NOT_OURS.items() if (hit := p.search(text))]
    assert found == []


def test_every_package_is_in_the_glossary() -> None:
    packages = {path.relative_to(PACKAGE).parts[0] for path in files() if path.is_relative_to(PACKAGE)}
    folders = {package for package in packages if (PACKAGE / package).is_dir()}
    assert sorted(folders - glossary_words()) == []


def test_every_public_class_is_in_the_glossary() -> None:
    classes = {
        node.name
        for path in python_files("src")
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert sorted(classes - glossary_words()) == []


def test_the_glossary_says_each_word_once() -> None:
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    terms = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and not line.startswith("| term ")]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_the_javascript_lock_records_hashes_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {key: entry for key, entry in packages.items() if key}
    assert fetched
    assert [key for key, entry in fetched.items() if "resolved" in entry or "integrity" not in entry] == []
