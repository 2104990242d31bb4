"""Spec: annotations and named warning signs are read strictly, and a change reaches the series it concerns and no other."""

from datetime import date

import pytest

from peeler.definitions.annotations import (
    AnnotationFile,
    ConcernsFile,
    Effect,
    SeriesSubject,
    build_annotation,
    concerning,
    effect_on,
)  # fmt: skip
from peeler.definitions.catalogue import load_catalogue
from peeler.definitions.reading import build
from peeler.definitions.warnings import WarningFile, build_warning
from peeler.terms.errors import RequestError

CATALOGUE = load_catalogue()
SAID = {
    "title": "t",
    "about": "a",
    "owner": "o",
    "checked_by": "c",
    "review_by": "2027-01-01",
    "authority": {"source": "s"},
}
KNOWN = {"measures": ["recorded_crime"], "objects": ["release"], "benchmarks": []}


def annotation(**said: object) -> AnnotationFile:
    return build(
        AnnotationFile,
        {**SAID, "date": "2018-04-01", "kind": "recording", "rebase": "yes", **said},
        "annotations/x.yml",
    )


def subject(*forces: str, **said: str) -> SeriesSubject:
    return SeriesSubject("recorded_crime", frozenset({"investigation"}), frozenset(forces), tuple(said.items()))


@pytest.mark.parametrize(
    ("concerns", "force", "series", "effect"),
    [
        ({"measures": ("recorded_crime",)}, None, subject("a"), "rebases"),
        ({"objects": ("investigation",)}, None, subject("a"), "rebases"),
        ({"measures": ("stops",)}, None, subject("a"), None),
        ({"measures": ("recorded_crime",)}, "a", subject("a"), "rebases"),
        ({"measures": ("recorded_crime",)}, "a", subject("a", "b"), "marks"),
        ({"measures": ("recorded_crime",)}, "a", subject("b"), None),
        ({"measures": ("recorded_crime",), "groups": {"crime_type": ("Burglary",)}}, None, subject("a"), "marks"),
        ({"measures": ("recorded_crime",), "groups": {"crime_type": ("Burglary",)}}, None, subject("a", crime_type="Burglary"), "rebases"),
        ({"measures": ("recorded_crime",), "groups": {"crime_type": ("Burglary",)}}, None, subject("a", crime_type="Drugs"), None),
        ({"measures": ("recorded_crime",), "groups": {"crime_type": ("Burglary",)}}, None, subject("a", area="east"), "marks"),
        ({"benchmarks": ("recorded_crime",)}, None, subject("a"), None),
    ],
)  # fmt: skip
def test_a_change_reaches_what_it_concerns(
    concerns: dict[str, object], force: str | None, series: SeriesSubject, effect: Effect | None
) -> None:
    file = annotation(concerns=concerns, **({"force": force} if force else {}))
    assert effect_on(file, series) == effect


def test_what_is_no_new_level_only_marks() -> None:
    assert effect_on(annotation(concerns={"objects": ["investigation"]}, rebase="no"), subject("a")) == "marks"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"concerns": {"measures": ["recorded_crimes"]}}, "unknown measure 'recorded_crimes'.*recorded_crime"),
        ({"concerns": {"objects": ["releases"]}}, "unknown object 'releases'.*release"),
        ({"concerns": {}}, "say which measures, objects or benchmarks"),
        ({"concerns": {"objects": ["release"]}, "date": "1 April"}, "date: '1 April' is not a date"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(said: dict[str, object], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        build_annotation("x", annotation(**said), "hash", KNOWN)


def test_a_named_sign_needs_measures_there_are() -> None:
    file = build(WarningFile, {**SAID, "signs": {"recorded_crim": "rising"}, "harm": "3"}, "warnings/x.yml")
    with pytest.raises(RequestError, match=r"unknown measure 'recorded_crim'.*recorded_crime"):
        build_warning("x", file, "hash", ["recorded_crime"])
    with pytest.raises(RequestError, match="harm"):
        build(WarningFile, {**SAID, "signs": {"recorded_crime": "rising"}, "harm": "9"}, "warnings/x.yml")


def test_derbyshires_series_is_read_by_its_own_changes_and_its_neighbours_is_not() -> None:
    ours, theirs = (
        SeriesSubject("home_office_recorded_crime", frozenset(), frozenset({force}), benchmark=True)
        for force in ("derbyshire", "nottinghamshire")
    )
    rebased = [one.date for one, effect in concerning(CATALOGUE.annotations.values(), ours) if effect == "rebases"]
    assert rebased == [date(2019, 3, 7)]
    assert [effect for _, effect in concerning(CATALOGUE.annotations.values(), theirs) if effect == "rebases"] == []


def test_bail_has_two_laws_in_its_series() -> None:
    bail = SeriesSubject("on_bail", frozenset({"release"}), frozenset({"derbyshire"}))
    found = [(one.date, effect) for one, effect in concerning(CATALOGUE.annotations.values(), bail)]
    assert found == [(date(2017, 4, 3), "rebases"), (date(2022, 10, 28), "rebases")]


def test_what_is_to_be_confirmed_says_so() -> None:
    doubtful = {name for name, one in CATALOGUE.annotations.items() if one.file.verified != "yes"}
    assert {"burglary_redefined", "stalking_recorded_besides", "one_principal_crime"} <= doubtful
    assert "derbyshire_recording_integrity" not in doubtful
    assert ConcernsFile().groups == {}
