"""Supervision of investigations, evidence gathered, and lines of enquiry: set, followed, or left behind."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words

KINDS: Final = ("initial", "review", "closure")
JUDGED: Final = ("unknown", "yes", "no")  # whether an entry gives direction: hardly any system says
TEXTS: Final = ("Reviewed", "Reviewed - carry on with the plan", "Update the victim this week", "Good progress",
                "Arrange interview by the end of next week", "Please view the CCTV before it is overwritten",
                "Risk considered - no change", "Agreed for filing")  # fmt: skip
EVIDENCE: Final = (
    ("body_worn_video", 0.24),
    ("cctv", 0.17),
    ("forensic", 0.08),
    ("digital", 0.06),
    ("statement", 0.34),
)
LINES: Final = ("house_to_house", "cctv", "witness", "forensic", "digital", "suspect_enquiry")
_INITIAL: Final[Spread] = ((0.0, HOUR), (0.6, 20 * HOUR), (0.85, 60 * HOUR), (1.0, 9 * DAY))
_GATHER: Final[Spread] = ((0.0, HOUR), (0.7, 3 * DAY), (1.0, 30 * DAY))
_REVIEWS: Final = 7
_LINES: Final = 3


def supervision(truth: Truth) -> Part:
    """What supervisors wrote, what was gathered, and the lines of enquiry (things ``line``, up to three a crime)."""
    crime, end = truth.things["crime"], truth.things["end"]
    allocated = np.full(len(crime), NEVER, np.int64)
    told = truth.of("investigation.allocated")
    allocated[told.thing[::-1]] = told.at[::-1]
    done = np.minimum(end.ints("done"), crime.ints("recorded") + 400 * DAY)
    lines, lived = _lines(truth, allocated, done)
    return Part(
        things=(lines,),
        happenings=(*_supervised(truth, allocated, done), *_gathered(truth, done), *lived),
        planted=(Planted("closed with lines of enquiry open", "line", np.flatnonzero(lines.ints("left") == 1)),),
    )


def _supervised(truth: Truth, allocated: Ints, done: Ints) -> tuple[Happenings, ...]:
    """A first look within days in three of four, then about every month in half, and before closing in a third."""
    chance, numbers = truth.world.chance, truth.things["crime"].numbers
    told = []
    initial = allocated + chance.spread("first direction", numbers, _INITIAL)
    told.append(_entries(truth, 0, initial, (initial < done) & chance.happens("supervised first", numbers, 0.74)))
    for turn in range(1, _REVIEWS + 1):
        at = allocated + turn * 28 * DAY + chance.below(f"review {turn}", numbers, 12 * DAY)
        told.append(_entries(truth, turn, at, (at < done) & chance.happens(f"reviewed {turn}", numbers, 0.52)))
    closing = done - chance.spread("closure", numbers, ((0.0, 5 * MINUTE), (1.0, DAY)))
    closes = (allocated < closing) & (done < NEVER) & chance.happens("closure reviewed", numbers, 0.34)
    told.append(_entries(truth, _REVIEWS + 1, closing, closes))
    return tuple(told)


def _entries(truth: Truth, turn: int, at: Ints, done: Mask) -> Happenings:
    chance, which = truth.world.chance, np.flatnonzero(done & (at < NEVER))
    numbers = truth.things["crime"].numbers[which]
    kind = np.full(len(which), 0 if turn == 0 else 2 if turn > _REVIEWS else 1, np.int64)
    rank = np.where((turn >= 4) & chance.happens(f"inspector {turn}", numbers, 0.4), 2, 1)
    return Happenings(
        "investigation.supervised",
        which,
        at[which],
        {
            "kind": Words(KINDS, kind),
            "rank": Words(("constable", "sergeant", "inspector"), rank),
            "direction": Words(JUDGED, chance.one_of(f"direction {turn}", numbers, (93, 4, 3))),
            "text": Words(TEXTS, chance.below(f"supervision text {turn}", numbers, len(TEXTS))),
        },
    )


def _gathered(truth: Truth, done: Ints) -> tuple[Happenings, ...]:
    """What was gathered, and by whom: sometimes by the victim (the report)."""
    crime, chance = truth.things["crime"], truth.world.chance
    kinds = tuple(kind for kind, _ in EVIDENCE)
    told = []
    for place, (kind, share) in enumerate(EVIDENCE):
        at = crime.ints("recorded") + chance.spread(f"gather {kind}", crime.numbers, _GATHER)
        which = np.flatnonzero((at < done) & chance.happens(f"gathered {kind}", crime.numbers, share))
        victim = chance.happens(
            f"victim gathered {kind}", crime.numbers[which], 0.09 if kind in ("cctv", "digital") else 0.0
        )
        facts = {
            "kind": Words(kinds, np.full(len(which), place, np.int64)),
            "by": Words(("police", "victim"), victim.astype(np.int64)),
        }
        told.append(Happenings("investigation.evidence_gathered", which, at[which], facts))
    return tuple(told)


def _lines(truth: Truth, allocated: Ints, done: Ints) -> tuple[Things, tuple[Happenings, ...]]:
    crime, chance = truth.things["crime"], truth.world.chance
    count = np.where(allocated < NEVER, chance.one_of("lines", crime.numbers, (30, 30, 25, 15)), 0)
    of = np.repeat(np.arange(len(crime), dtype=np.int64), count)
    turn = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    numbers = crime.numbers[of] * 4 + turn
    begun = allocated[of] + chance.spread("line set", numbers, _INITIAL)
    set_at = np.where(begun < done[of], begun, NEVER)
    followed = set_at + chance.spread("line followed", numbers, _GATHER)
    left = chance.happens("line left", numbers, 0.11)
    dropped = ~left & (followed >= done[of])
    fate = np.where(left | dropped, NEVER, followed)
    things = Things(
        "line", numbers,
        {"crime": of, "turn": turn, "kind": Words(LINES, chance.below("line kind", numbers, len(LINES))),
         "due": set_at + 14 * DAY, "left": (left & (set_at < NEVER) & (done[of] < NEVER)).astype(np.int64)},
    )  # fmt: skip
    every = np.arange(len(things), dtype=np.int64)
    by = Words(("police", "victim"), chance.happens("victim followed", numbers, 0.04).astype(np.int64))
    dropping = np.where(dropped & (set_at < NEVER), done[of] - 5 * MINUTE, NEVER)
    return things, (
        Happenings("action.set", every, set_at),
        Happenings("action.done", every, np.where(set_at < NEVER, fate, NEVER), {"by": by}),
        Happenings("action.not_pursued", every, np.where(done[of] < NEVER, dropping, NEVER)),
    )
