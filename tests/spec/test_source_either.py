"""The manual of sources: a rule may use a word that stands for one of several roles; the reference's kind tells which."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.terms.errors import RequestError
from tests.loaded import ledger

SOURCE = """
title: Reviews of this and that
about: A source for tests.
owner: tests
checked_by: tests
review_by: 2099-01-01
tables:
  reviews:
    files: 'reviewed-{name}.csv'
    columns: [Ref, When, Kind, Of]
    key: [Ref]
    rows:
      - {event: review.drawn, at: When, precision: day, review: 'review:{Ref}', of: '{Kind}:{Of}'}
"""


def catalogue_in(folder: Path, source: str) -> Path:
    path = folder / "catalogue" / "sources" / "reviewed.yml"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    return folder / "catalogue"


def test_each_row_names_the_role_that_its_kind_means_and_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    catalogue = load_catalogue(catalogue_in(tmp_path, SOURCE))
    rows = ("1,2019-02-04,crime,7", "2,2019-02-04,ppn,8", "3,2019-02-04,bail,9", "4,2019-02-04,horse,9")
    (tmp_path / "reviewed-1.csv").write_text("\n".join(("Ref,When,Kind,Of", *rows, "")), encoding="utf-8")
    with ledger(catalogue) as loaded:
        report = loaded.load(tmp_path / "reviewed-1.csv", dated="2019-02-05", force="northmoor")
        handed = loaded.durable.ledger.hand_over(None).namings.to_pylist()
        reasons = [one.row.reason for one in loaded.durable.quarantined.every()]
    named = {(one["role"], one["object_type"], one["object"]) for one in handed if one["role"] != "review"}
    assert named == {
        ("investigation", "investigation", "crime:7"),
        ("risk_assessment", "risk_assessment", "ppn:8"),
        ("release", "release", "bail:9"),
    }
    assert report.files[0].quarantined == 1
    assert reasons == [
        "of is not the reference of one of crime:, incident:, contact:, ppn:, risk_assessment:, bail:, release:"
    ]


def test_a_rule_that_names_one_of_the_roles_beside_the_word_is_refused(tmp_path: Path) -> None:
    both = SOURCE.replace("of: '{Kind}:{Of}'", "of: '{Kind}:{Of}', incident: 'incident:{Of}'")
    with pytest.raises(RequestError, match="of: stands for 'incident' among others, which the rule names as well"):
        load_catalogue(catalogue_in(tmp_path, both))
