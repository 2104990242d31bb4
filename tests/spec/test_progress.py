"""Spec: a file of progress is read strictly, and the object it is of has its stage from it."""

from typing import Any

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.definitions.progress import ProgressFile, build_progress, stage_attribute, staged
from peeler.definitions.reading import build
from peeler.terms.errors import RequestError

CATALOGUE = load_catalogue()
FIRST, LAST = {"name": "waiting", "title": "Waiting", "when": "waiting"}, {"name": "done", "title": "Done"}
SAID: dict[str, Any] = {
    "title": "t", "about": "a", "object": "online_referral", "time": "received_at", "owner": "o", "checked_by": "c",
    "review_by": "2027-01-01", "stages": [FIRST, LAST],
}  # fmt: skip


def read(**said: Any) -> ProgressFile:
    return build(ProgressFile, {**SAID, **said}, "progress/x.yml")


def checked(**said: Any) -> None:
    """Everything that is checked of one file."""
    file = read(**said)
    staged([("x", file, "")], CATALOGUE.objects)
    own = [one for one in CATALOGUE.objects[file.object].attributes if one.name != "stage"]
    stage_attribute("x", file, own)
    build_progress("x", file, "", CATALOGUE.objects, CATALOGUE.events)


def test_the_first_stage_whose_condition_holds_is_the_stage() -> None:
    own = [one for one in CATALOGUE.objects["online_referral"].attributes if one.name != "stage"]
    made = stage_attribute("x", read(), own)
    assert (made.name, made.kind) == ("stage", "word")
    assert made.expression is not None
    assert made.expression.text == "CASE WHEN NOT waiting IS NULL THEN 'waiting' ELSE 'done' END"
    assert made.expression.columns == {"waiting"}


def test_every_progress_of_the_catalogue_gives_its_object_a_stage() -> None:
    assert {"investigation", "referral", "online_referral", "suspect", "wanted", "release"} <= set(CATALOGUE.progress)
    for one in CATALOGUE.progress.values():
        assert one.object.columns["stage"] == "word"
        assert any(stage.ends for stage in one.stages)
        assert one.stages[-1].when is None
        assert sorted(stage.name for stage in one.along) == sorted(stage.name for stage in one.stages)


def test_the_stages_of_an_investigation_are_those_of_the_work() -> None:
    names = [stage.name for stage in CATALOGUE.progress["investigation"].along]
    assert names == [
        "recorded", "screened", "held", "allocated", "suspect_identified", "suspect_dealt_with", "with_cps", "charged",
        "awaiting_filing", "filed", "cancelled",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"object": "online_referal"}, "progress/x.yml: object: unknown object 'online_referal'; did you mean 'online_referral'"),
        ({"time": "recieved_at"}, "progress/x.yml: time: unknown time 'recieved_at'; did you mean 'received_at'"),
        ({"activity": "grad"}, "progress/x.yml: activity: unknown word 'grad'; did you mean 'grade'"),
        ({"order": "grade"}, "progress/x.yml: order: unknown whole number 'grade'"),
        ({"events": ["recieved"]}, "progress/x.yml: events: unknown event 'recieved'; did you mean 'received'"),
        ({"along": ["waiting", "don"]}, "progress/x.yml: along: unknown stage 'don'; did you mean 'done'"),
        ({"along": ["waiting"]}, "progress/x.yml: along: names every stage once: waiting, done"),
        ({"shows": ["grad"]}, "progress/x.yml: shows: unknown name 'grad'; did you mean 'grade'"),
        ({"stages": [LAST, FIRST]}, "progress/x.yml: stages.done: only the last stage may have no condition"),
        ({"stages": [FIRST, FIRST]}, "progress/x.yml: stages: two stages are called 'waiting'"),
        ({"stages": [{**FIRST, "when": "wating"}]}, "progress/x.yml: stages.waiting.when: unknown name 'wating'; did you mean 'waiting'"),
        ({"stages": [{**FIRST, "when": "stage = 'x'"}]}, "progress/x.yml: stages.waiting.when: unknown name 'stage'"),
        ({"stages": [{**FIRST, "name": "Is It"}]}, "progress/x.yml: stages: 'Is It' is not a name"),
        ({"stages": [{**FIRST, "wen": "waiting"}]}, "progress/x.yml: unknown key 'stages.0.wen'; did you mean 'when'"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_by_name(said: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError) as refusal:
        checked(**said)
    assert str(refusal.value).startswith(message)


def test_an_object_has_its_stages_from_one_file() -> None:
    with pytest.raises(
        RequestError, match=r"progress/y.yml: stages: progress/x.yml already gives online_referral its stages"
    ):
        staged([("x", read(), ""), ("y", read(), "")], CATALOGUE.objects)
    own = CATALOGUE.objects["online_referral"].attributes
    with pytest.raises(RequestError, match=r"objects/online_referral\.yml has an attribute called stage"):
        stage_attribute("x", read(), own)


def test_a_progress_without_stages_is_of_steps_alone() -> None:
    made = build_progress("x", read(stages=[], events=["closed", "received"]), "", CATALOGUE.objects, CATALOGUE.events)
    assert made.stages == ()
    assert made.events == ("online_referral.closed", "online_referral.received")
