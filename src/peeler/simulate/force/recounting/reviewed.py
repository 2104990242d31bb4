"""Recounts what reviews found: files an inspection read, closures the force checked, and the audit of what was recorded, with what follows from it."""

from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.audits import ANSWERS, CLOSURES, QUESTIONS, STRATA
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.spans import Answered, Span, of_share, said, spans
from peeler.simulate.force.recounting.stories import Heard, figure, names, stories

_FILES: Final = (("effective_investigation", "effective", "yes"), ("supervised_file", "supervision", "good"),
                 ("good_victim_care", "victim_care", "yes"))  # fmt: skip
_SEXUAL: Final = ("19C", "19D", "20A", "22B", "88A")
Looked = list[tuple[int, int, int, dict[str, str]]]  # sample, stratum, when drawn, what was answered


def of_reviewed(truth: Truth, heard: Heard | None, every: list[Case]) -> Iterator[dict[str, Any]]:
    """Figures of reviews that are told."""
    looked = _looked(truth, heard)
    read = [(at, said) for sample, _, at, said in looked if sample == 0 or (sample == CLOSURES and not said)]
    for name, question, good in _FILES:  # a review of a file of which no answer is told may have asked anything
        yield from of_share(
            truth, name,
            [(at, said[question] == good if question in said else None) for at, said in read],
        )  # fmt: skip
    checked = [(at, said["closed_too_soon"] == "yes") for _, _, at, said in looked if "closed_too_soon" in said]
    yield from of_share(truth, "closed_too_soon", checked)
    yield from _of_audit(truth, looked, every)


def _looked(truth: Truth, heard: Heard | None) -> Looked:
    review = truth.things["review"]
    sample, stratum = review.ints("sample").tolist(), review.ints("stratum").tolist()
    told = stories(truth, ("review.drawn", "review.answered"), names(truth, "review"), heard)
    found: Looked = []
    for place, story in enumerate(told):
        drawn = [one.at for one in story if one.kind == "drawn"]
        answers = [one for one in story if one.kind == "answered"]
        said = {QUESTIONS[one.facts["question"]]: ANSWERS[one.facts["answer"]] for one in answers}
        found += [(sample[place], stratum[place], at, said) for at in drawn[:1]]
    return found


def _recorded(said: dict[str, str]) -> bool | None:
    """Whether a crime that should have been recorded was; None where either was not answered."""
    if "crime_should_be_recorded" not in said or "crime_recorded" not in said:
        return None
    return said["crime_recorded"] == "yes"


def _of_audit(truth: Truth, looked: Looked, every: list[Case]) -> Iterator[dict[str, Any]]:
    """The audit's rate, in all and by kind of stratum; and what it makes of the crimes recorded."""
    audited = [
        (stratum, at, _recorded(said))
        for sample, stratum, at, said in looked
        if sample == 1 and said.keys() & {"crime_should_be_recorded", "crime_recorded"}
    ]
    kinds = {
        "": range(1, len(STRATA) + 1),
        **{kind: _strata(kind) for kind in ("domestic_abuse", "violence", "sexual", "other")},
    }
    rates = {kind: [(at, answer) for stratum, at, answer in audited if stratum in of] for kind, of in kinds.items()}
    for kind, answers in rates.items():
        yield from of_share(truth, "recording_rate", answers, kind or None)
    crimes = [case for case in every if not case.cancelled]
    for span in spans(truth):
        yield from _estimated("unrecorded_estimate", span, rates[""], crimes)
        abuse = [case for case in crimes if case.domestic]
        yield from _estimated("unrecorded_domestic_abuse", span, rates["domestic_abuse"], abuse)
        sexual = [case for case in crimes if case.offence in _SEXUAL]
        yield from _estimated("unrecorded_sexual_offences", span, rates["sexual"], sexual)


def _strata(kind: str) -> list[int]:
    """The strata of a kind, counted from 1."""
    parts = [(place, one.name) for place, one in enumerate(STRATA, start=1)]
    return [place for place, name in parts if (kind in name if kind == "domestic_abuse" else name.startswith(kind))]


def _estimated(name: str, span: Span, answers: list[Answered], crimes: list[Case]) -> Iterator[dict[str, Any]]:
    """Crimes recorded, and by the rate of the audit of the same time how many were not."""
    mine = [answer for at, answer in answers if span.holds(at) and answer is not None]
    recorded = sum(span.holds(case.recorded) for case in crimes)
    estimate = recorded * (len(mine) / sum(mine) - 1) if any(mine) else None
    yield figure(name, said(span, None), value=estimate)
