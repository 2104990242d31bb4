"""Reviews: what the inspection drew, and the force's own screening of contacts of lowered grades and of closures; questions answered."""

import numpy as np

from peeler.simulate.force.civil import DAY, HOUR, MINUTE, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.audits import ANSWERS, NOTES, QUESTIONS, SAMPLES, STRATA, Drawn, audit, files, in_turn
from peeler.simulate.force.lives.closures import closures, too_soon
from peeler.simulate.force.lives.contacts import NOTED


def samples(truth: Truth) -> Part:
    """Reviews as things; ``of`` is the place of what was looked at, in the kind of thing that its sample is about."""
    drawn = [*files(truth), *audit(truth), _screening(truth), _downgrades(truth), closures(truth)]
    numbers = np.concatenate([one.numbers for one in drawn])
    sample = np.concatenate([np.full(len(one.places), one.sample, np.int64) for one in drawn])
    order = np.argsort(numbers, kind="stable")
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    strata = Words(("", *(one.name for one in STRATA)), np.concatenate([one.stratum for one in drawn])[order])
    columns: dict[str, Column] = {
        "of": np.concatenate([one.places for one in drawn])[order], "sample": Words(SAMPLES, sample[order]), "stratum": strata,
    }  # fmt: skip
    things = Things("review", numbers[order], columns)
    told = [Happenings("review.drawn", back, np.concatenate([one.at for one in drawn]))]
    starts = np.cumsum([0, *(len(one.places) for one in drawn)]).tolist()
    for start, one in zip(starts, drawn, strict=False):
        told += _answered(truth, things, back[start : start + len(one.places)], one)
    return Part(things=(things,), happenings=tuple(told), planted=(_missing(drawn), too_soon(truth)))


def _answered(truth: Truth, things: Things, which: Ints, drawn: Drawn) -> list[Happenings]:
    """Every question answered within days; of file reviews a third are answered again by somebody else, mostly alike."""
    chance, told = truth.world.chance, []
    numbers = things.numbers[which]
    at = drawn.at + (1 + chance.below("review answered", numbers, 12)) * DAY + 3 * HOUR
    for place, (question, answers) in enumerate(drawn.answers.items()):
        said: dict[str, Column] = {
            "question": Words(QUESTIONS, np.full(len(which), QUESTIONS.index(question), np.int64)), "answer": Words(ANSWERS, answers),
        }  # fmt: skip
        known, noted = answers >= 0, {**said, "note": _notes(truth, question, numbers)}
        told.append(Happenings("review.answered", which, at + 10 * place * MINUTE, noted).taken(known))
        if question == "effective":
            again = chance.happens("review second", numbers, 0.33)
            differs = chance.happens("review differs", numbers, 0.15)
            other: dict[str, Column] = {**said, "answer": Words(ANSWERS, np.where(differs, 1 - answers, answers))}
            told.append(Happenings("review.second_answered", which, at + 2 * DAY, other).taken(again))
    return told


def _notes(truth: Truth, question: str, numbers: Ints) -> Words:
    """What reviewers of files noted beside a third of their answers; nothing (-1) of any other."""
    noted = truth.world.chance.happens(f"review noted {question}", numbers, 0.35 if question in QUESTIONS[:3] else 0)
    words = truth.world.chance.below(f"review note {question}", numbers, len(NOTES))
    return Words(NOTES, np.where(noted, words, -1))


def _screening(truth: Truth) -> Drawn:
    """Each contact that was only noted may be screened, a week later: about one in a hundred, and what is found in it."""
    contact, chance = truth.things["contact"], truth.world.chance
    numbers = contact.numbers
    late = contact.ints("received") >= truth.world.since(2018, 10, 1)
    places = np.flatnonzero((contact.ints("kind") == NOTED) & late & chance.happens("contact screened", numbers, 0.012))
    held = next(one.things for one in truth.planted if one.name.startswith("record of contact"))
    drawn = chance.one_of("contact found", numbers[places], (91, 9))
    found = np.where(np.isin(places, held), np.where(drawn == 0, 6, 8), np.where(drawn == 0, 5, 7))
    at = contact.ints("received")[places] // DAY * DAY + 7 * DAY + 11 * HOUR
    return Drawn(2, in_turn(truth, 2, at), places, at, np.zeros(len(places), np.int64), {"record_of_contact": found})


def _downgrades(truth: Truth) -> Drawn:
    """A third of the grades that were lowered, two weeks after: hardly half of them justified; some left unanswered."""
    notice, chance = truth.things["risk_assessment"], truth.world.chance
    lowered = notice.ints("settled") < notice.ints("grade")
    places = np.flatnonzero(lowered & chance.happens("downgrade reviewed", notice.numbers, 0.34))
    answer = np.array([0, 1, -1])[chance.one_of("downgrade justified", notice.numbers[places], (44, 38, 18))]
    at = notice.ints("changed")[places] // DAY * DAY + 14 * DAY + 13 * HOUR
    nothing = np.zeros(len(places), np.int64)
    return Drawn(3, notice.numbers[places], places, at, nothing, {"downgrade_justified": answer})


def _missing(drawn: list[Drawn]) -> Planted:
    """Incidents in which the audit found that a crime had not been recorded."""
    lost = [one.places for one in drawn if one.sample == 1 and one.answers["crime_recorded"].any()]
    places = np.unique(np.concatenate(lost)) if lost else np.zeros(0, np.int64)
    return Planted("crime reported and not recorded", "incident", places)
