"""Reading the catalogue: strict, by name, with a force's own laid over it."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue, load_only
from peeler.terms.errors import RequestError

OBJECT = """
title: Case
about: A case.
owner: someone
checked_by: someone
review_by: 2027-01-01
events:
  opened: {roles: {case: case}, fields: {kind: word, weight: integer, name: {kind: text, personal: case}}}
  closed: {roles: {case: case}}
attributes:
  opened_at: first opened.at
  open: since opened until closed
"""
MEASURE = """
title: Cases
question: How many cases?
why: To know.
kind: count
object: case
time: opened_at
unit: cases
better: context
authority: {source: a test}
owner: someone
checked_by: someone
review_by: 2027-01-01
examples: [{name: none, events: [], gives: [{value: 0}]}]
"""


def write(folder: Path, **files: str) -> Path:
    """A catalogue folder of these files: kind__name=text."""
    for key, text in files.items():
        kind, _, name = key.partition("__")
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / f"{name}.yml").write_text(text, "utf-8")
    return folder


def refusal(folder: Path, **files: str) -> str:
    """What reading such a folder is refused with."""
    with pytest.raises(RequestError) as refused:
        load_only(write(folder, **files))
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_products_catalogue_reads_and_has_what_this_issue_promises() -> None:
    catalogue = load_catalogue()
    assert {"investigation", "incident", "stop", "person_record"} <= set(catalogue.objects)
    assert {"recorded_crime", "incidents", "outcomes_assigned", "stops", "unassigned_outcome"} <= set(
        catalogue.measures
    )
    assert {"police_uk", "event_lines", "home_office"} <= set(catalogue.sources)


def test_a_misspelt_key_names_file_key_and_the_nearest_right_word(tmp_path: Path) -> None:
    said = refusal(tmp_path, objects__case=OBJECT, measures__cases=MEASURE.replace("better:", "beter:"))
    assert said == "measures/cases.yml: unknown key 'beter'; did you mean 'better'?"


def test_a_misspelt_key_deep_inside_is_found_too(tmp_path: Path) -> None:
    said = refusal(
        tmp_path, objects__case=OBJECT.replace("{kind: text, personal: case}", "{kind: text, persnal: case}")
    )
    assert "events.opened.fields.name.persnal" in said
    assert "did you mean 'personal'?" in said


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("first opened.at", "frist opened.at", "unknown reducer 'frist'; did you mean 'first'?"),
        ("first opened.at", "first opend.at", "unknown event 'opend.at'; did you mean 'opened'?"),
        ("first opened.at", "first opened.wieght", "did you mean 'weight'?"),
        ("first opened.at", "first opened.name", "unknown field of case.opened 'name'"),
        ("first opened.at", "first opened", "'first' needs a field"),
        ("first opened.at", "sum opened.kind", "'sum' adds numbers"),
        ("first opened.at", "latest opened.kind within 3 fortnights", "not a length of time|unknown"),
        ("first opened.at", "since opened", "'since' needs it"),
        ("first opened.at", "latest opened.kind where colour = 'red'", "unknown name 'colour'"),
        ("first opened.at", "latest opened.kind, opened.kind", "reads one field of an event"),
        ("first opened.at", "{kind: integer, expression: \"'heavy'\"}", "gives text, which is no integer"),
        ("first opened.at", "{kind: word, expression: case when 3 then 'x' end}", "true or false"),
        ("weight: integer", "weight: float", "unknown kind 'float'"),
        ("{case: case}, fields", "{case: cas}, fields", "roles.case|first role"),
        (
            "owner: someone",
            "owner: someone\nborn_of: [opend]",
            "born_of: unknown event 'opend'; did you mean 'opened'?",
        ),
        (
            "closed: {roles: {case: case}}",
            "closed: {roles: {case: case}, either: {of: {crime: cas}}}",
            "unknown role 'cas'",
        ),
        (
            "closed: {roles: {case: case}}",
            "closed: {roles: {case: case}, either: {case: {c: case}}}",
            "role or a field already",
        ),
        ("name: {kind", "name_filled: word, name: {kind", "says whether 'name' is filled"),
        ("opened_at: first", "valid_from: first", "that name is taken"),
    ],
)
def test_an_attribute_that_cannot_be_followed_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    said = refusal(tmp_path, objects__case=OBJECT.replace(old, new, 1))
    assert said.startswith("objects/case.yml: ")
    assert any(part in said for part in why.split("|")), said


def test_a_key_may_stand_once(tmp_path: Path) -> None:
    assert "line" in refusal(tmp_path, objects__case=OBJECT + "title: Again\n")


def test_nothing_turns_into_a_number_a_date_or_a_truth_by_itself(tmp_path: Path) -> None:
    catalogue = load_only(write(tmp_path, objects__case=OBJECT.replace("title: Case", "title: 0555567")))
    assert catalogue.objects["case"].file.title == "0555567"
    assert catalogue.objects["case"].file.review_by == "2027-01-01"


@pytest.mark.parametrize("name", ["Case.yml", "case.yaml", "case.yml.bak"])
def test_a_definition_has_one_kind_of_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects" / name).write_text(OBJECT, "utf-8")
    with pytest.raises(RequestError, match=r"is called NAME\.yml"):
        load_only(tmp_path)


def test_an_unknown_folder_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "object").mkdir()
    with pytest.raises(RequestError, match="did you mean 'objects'"):
        load_only(tmp_path)


def test_a_forces_own_file_must_say_that_it_replaces_ours(tmp_path: Path) -> None:
    product = Path(load_catalogue().written[0].path).parents[1]
    text = (product / "measures" / "stops.yml").read_text("utf-8")
    write(tmp_path, measures__stops=text)
    with pytest.raises(RequestError, match="say 'replaces: stops'"):
        load_catalogue(tmp_path)
    write(tmp_path, measures__stops=text.replace("title: Stops and searches", "title: Our stops\nreplaces: stops"))
    assert load_catalogue(tmp_path).measures["stops"].file.title == "Our stops"


def test_what_replaces_must_have_something_to_replace(tmp_path: Path) -> None:
    product = Path(load_catalogue().written[0].path).parents[1]
    text = (product / "measures" / "stops.yml").read_text("utf-8")
    write(tmp_path, measures__stopps=text + "replaces: stopps\n")
    with pytest.raises(RequestError, match="did you mean 'stops'"):
        load_catalogue(tmp_path)


def test_objects_may_not_belong_to_each_other_in_a_circle(tmp_path: Path) -> None:
    def circle(one: str, other: str) -> str:
        roles = f"{{{one}: {one}, {other}: {other}}}"
        return (
            OBJECT.replace("title: Case", f"title: Case\nbelongs_to: [{other}]")
            .replace("{case: case}, fields", f"{roles}, fields")
            .replace("{case: case}", f"{{{one}: {one}}}")
            .replace("personal: case", f"personal: {one}")
        )

    assert "in a circle" in refusal(tmp_path, objects__one=circle("one", "two"), objects__two=circle("two", "one"))


def test_a_definition_that_is_not_text_or_not_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "objects").mkdir()
    for content in (b"\xff\xfe", b"- a list", b"a: [1", b"\t: x", b"", b"!!python/object:os.system {}"):
        (tmp_path / "objects" / "case.yml").write_bytes(content)
        with pytest.raises(RequestError, match=r"case\.yml"):
            load_only(tmp_path)


def test_a_measure_may_say_why_what_it_counts_should_never_happen(tmp_path: Path) -> None:
    ruled = MEASURE.replace("better: context", "better: lower\nnever: No case is opened twice by the same person.")
    catalogue = load_only(write(tmp_path, objects__case=OBJECT, measures__cases=ruled))
    assert catalogue.measures["cases"].file.never == "No case is opened twice by the same person."


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("kind: time\nuntil: open", "never: goes with a count, a stock or a share of records"),
        (
            "kind: composite\nterms: {a: {measure: cases}}\nformula: a * 2",
            "a composite names terms: and formula: alone",
        ),
    ],
)
def test_a_length_of_time_and_what_is_worked_out_are_no_rule(tmp_path: Path, kind: str, why: str) -> None:
    ruled = MEASURE.replace("better: context", "better: lower\nnever: No case is opened twice by the same person.")
    if "composite" in kind:
        ruled = ruled.replace("object: case\ntime: opened_at\n", "")
    assert why in refusal(tmp_path, objects__case=OBJECT, measures__cases=ruled.replace("kind: count", kind))
