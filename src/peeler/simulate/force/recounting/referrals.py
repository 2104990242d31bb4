"""Recounts referrals of vulnerable people: how many, who waits and how long, who decides, and what becomes of them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.civil import DAY, HOUR, MINUTE
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.elapsed import real
from peeler.simulate.force.recounting.spans import of_count, of_share, said, spans
from peeler.simulate.force.recounting.stories import Heard, Story, figure, has, told_of, when

_EVENTS: Final = {
    "referral": ("made", "triaged", "returned", "misdirected", "declined", "accepted", "shared", "closed")
}
_IN_TIME: Final = 3 * DAY  # by Peeler's own example of a force's policy


def of_referrals(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of the referral unit."""
    kind = truth.things["referral"].words("kind")
    codes = kind.codes.tolist()
    told = list(enumerate(told_of(truth, heard, _EVENTS, "referral")))
    made = [(codes[place], at, story) for place, story in told if (at := when(story, "made")) is not None]
    yield from of_count(truth, "referrals", [at for _, at, _ in made], month=6)
    for place, word in enumerate(kind.words):
        yield from of_count(truth, "referrals", [at for code, at, _ in made if code == place], word, month=6)
    for variant in (None, "adult", "child"):
        some = [(at, story) for code, at, story in made if variant in (None, kind.words[code])]
        yield figure(
            "referral_queue", {"variant": variant} if variant else {}, value=sum(_waits(one) for _, one in some)
        )
        yield from _of_work(truth, some, variant)
        yield from _of_waits(truth, some, variant)


def _waits(story: Story) -> bool:
    return not has(story, "triaged", "closed", "misdirected")


def _of_work(truth: Truth, made: list[tuple[int, Story]], variant: str | None) -> Iterator[dict[str, Any]]:
    decided = [(one.at, one.facts["role"] == 0) for _, story in made for one in story if one.kind == "triaged"]
    yield from of_share(truth, "referral_decided_by_admin", decided, variant)
    sent_back = [(at, has(story, "returned")) for at, story in made]
    yield from of_share(truth, "referral_returned_incomplete", sent_back, variant)
    shared = [(at, story) for _, story in made if (at := when(story, "shared")) is not None]
    yield from of_share(truth, "referral_declined", [(at, _declined(story)) for at, story in shared], variant)
    astray = [(at, True if has(story, "misdirected") else None if _waits(story) else False) for at, story in made]
    yield from of_share(truth, "referral_misdirected", astray, variant)


def _declined(story: Story) -> bool | None:
    return True if has(story, "declined") else False if has(story, "accepted") else None


def _of_waits(truth: Truth, made: list[tuple[int, Story]], variant: str | None) -> Iterator[dict[str, Any]]:
    """Decided within three days, and the hours by which half are decided."""
    now = real(truth.world.until)
    yield from of_share(truth, "referral_decided_in_time", [(at, _in_time(at, one, now)) for at, one in made], variant)
    for span in spans(truth):
        waits = [_wait(at, story, now) for at, story in made if span.holds(at)]
        yield figure("referral_wait", said(span, variant), value=_half_by(waits))


def _in_time(at: int, story: Story, now: int) -> bool | None:
    """Whether somebody decided in time, before it was found to belong elsewhere; None while there is time."""
    if real(at) + _IN_TIME >= now:
        return None
    decided, astray = when(story, "triaged"), when(story, "misdirected")
    return decided is not None and real(decided) <= real(at) + _IN_TIME and (astray is None or decided <= astray)


def _wait(at: int, story: Story, now: int) -> tuple[int, str]:
    """How many minutes a referral waited (or has), and what ended that: ``decided``, ``otherwise`` or nothing."""
    decided = when(story, "triaged")
    others = [moment for verb in ("misdirected", "closed") if (moment := when(story, verb)) is not None]
    if decided is not None and all(decided <= moment for moment in others):
        return (real(decided) - real(at)) // MINUTE, "decided"
    if others:
        return (real(min(others)) - real(at)) // MINUTE, "otherwise"
    return (now - 1 - real(at)) // MINUTE, ""


def _half_by(waits: list[tuple[int, str]]) -> float | None:
    """The hours by which half are decided, of those for whom it may still come and those for whom it cannot any more."""
    ends, left, staying, reached = Counter(waits), len(waits), 1.0, 0.0
    for length in sorted({length for length, _ in waits}):
        decided, otherwise, going_on = (ends[length, how] for how in ("decided", "otherwise", ""))
        reached += staying * decided / left
        if reached >= 0.5 - 1e-12:
            return length * MINUTE / HOUR
        staying *= 1 - (decided + otherwise) / left
        left -= decided + otherwise + going_on
    return None
