"""Recounts contacts and incidents: how callers were assessed, how soon somebody came, and what was done for mental health."""

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.civil import MINUTE, Ints
from peeler.simulate.force.happenings import Happenings, Truth
from peeler.simulate.force.objects import OBJECTS
from peeler.simulate.force.recounting.elapsed import real
from peeler.simulate.force.recounting.spans import Answered, of_count, of_share
from peeler.simulate.force.recounting.stories import Heard

LIMITS: Final = {"immediate": 15 * MINUTE, "priority": 60 * MINUTE}  # Peeler's own example of a force's policy


def heard_of(truth: Truth, heard: Heard | None, event: str) -> Happenings:
    """What happened of one kind until the end of the history; of that, only what is told. No thing has two of a kind."""
    told = truth.of(event).until(truth.world.until)
    if heard is None:
        return told
    parts = heard.objects.get(event, [])
    known = pa.chunked_array(parts, pa.string()) if parts else pa.array([], pa.string())
    named = OBJECTS[event.partition(".")[0]].named(truth)
    kept = pc.is_in(named, value_set=known).to_numpy(zero_copy_only=False)
    return told.taken(kept[told.thing])


def of_contacts(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of contacts and incidents."""
    yield from _of_thrive(truth, heard)
    attended = _when(heard_of(truth, heard, "incident.attended"))
    opened = heard_of(truth, heard, "incident.opened")
    yield from _of_attendance(truth, heard, opened, attended)
    yield from _of_crises(truth, heard, set(opened.thing.tolist()))


def _when(told: Happenings) -> dict[int, int]:
    return dict(zip(told.thing.tolist(), told.at.tolist(), strict=True))


def _of_thrive(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Of contacts by no emergency number: assessed with nothing, something or everything; recorded without any of it."""
    channel = truth.things["contact"].words("channel")
    emergency = channel.words.index("telephone_999")
    assessed = heard_of(truth, heard, "contact.thrive_assessed")
    detail = dict(zip(assessed.thing.tolist(), assessed.ints("detail").tolist(), strict=True))
    vulnerable = {thing for thing, is_so in _facts(assessed, assessed.ints("vulnerable")).items() if is_so == 1}
    recorded = set(heard_of(truth, heard, "contact.recorded_as").thing.tolist())
    codes = channel.codes.tolist()
    complete: list[Answered] = []
    full: list[Answered] = []
    without: list[Answered] = []
    received = heard_of(truth, heard, "contact.received")
    for thing, at in zip(received.thing.tolist(), received.at.tolist(), strict=True):
        if codes[thing] == emergency:
            continue
        found = detail.get(thing)  # 0: nothing written, 1: some parts, 2: all six
        dealt_with = found is not None or thing in recorded
        complete.append((at, found == 2 if dealt_with else None))
        without.append((at, (found is None or found == 0) if dealt_with else None))
        if found is not None:
            full.append((at, found == 2))
    found_so = [
        at for thing, at in zip(received.thing.tolist(), received.at.tolist(), strict=True) if thing in vulnerable
    ]
    yield from of_count(truth, "vulnerable_contacts", found_so)
    yield from of_share(truth, "thrive_complete", complete)
    yield from of_share(truth, "thrive_detail", full)
    yield from of_share(truth, "assessed_without_thrive", without)


def _of_attendance(
    truth: Truth, heard: Heard | None, opened: Happenings, attended: dict[int, int]
) -> Iterator[dict[str, Any]]:
    """Of incidents that are immediate or a priority in the end: whether somebody came in the time of their grade."""
    words = opened.words("grade").words
    anew = heard_of(truth, heard, "incident.graded")
    regraded = dict(zip(anew.thing.tolist(), anew.ints("grade").tolist(), strict=True))
    code = truth.things["incident"].words("code")
    domestic = [word.startswith("domestic") for word in code.words]
    codes = code.codes.tolist()
    flagged = set(heard_of(truth, heard, "incident.flagged").thing.tolist())
    answers: list[Answered] = []
    abuse: list[Answered] = []
    rows = zip(opened.thing.tolist(), opened.at.tolist(), opened.ints("grade").tolist(), strict=True)
    for thing, at, first in rows:
        limit = LIMITS.get(words[regraded.get(thing, first)])
        if limit is None:
            continue
        came, by = attended.get(thing), real(at) + limit
        answer = real(came) <= by if came is not None else None if by >= real(truth.world.until) else False
        answers.append((at, answer))
        if domestic[codes[thing]] and thing in flagged:
            abuse.append((at, answer))
    yield from of_share(truth, "attended_promptly", answers)
    yield from of_share(truth, "attended_promptly", abuse, "domestic_abuse")


def _of_crises(truth: Truth, heard: Heard | None, known: set[int]) -> Iterator[dict[str, Any]]:
    """Uses of section 136 and what was thought of them; advice of the triage nurses and what came of it."""
    used = _when(heard_of(truth, heard, "incident.section_136_used"))
    used = {thing: at for thing, at in used.items() if thing in known}
    yield from of_count(truth, "section_136_used", used.values())
    review = heard_of(truth, heard, "incident.section_136_reviewed")
    judged = _facts(review, review.ints("appropriate"))  # 0: not said, 1: yes, 2: no
    found = [(at, {1: True, 2: False}.get(judged.get(thing, 0))) for thing, at in used.items()]
    yield from of_share(truth, "section_136_appropriate", found)
    advice = heard_of(truth, heard, "incident.triage_advised")
    effects = advice.words("effect")
    good = [{"": None, "detained_all_the_same": False}.get(word, True) for word in effects.words]
    effect = _facts(advice, effects.codes)
    advised = {thing: at for thing, at in _when(advice).items() if thing in known}
    yield from of_count(truth, "triage_advised", advised.values())
    yield from of_share(truth, "triage_effect", [(at, good[effect[thing]]) for thing, at in advised.items()])


def _facts(told: Happenings, values: Ints) -> dict[int, int]:
    return dict(zip(told.thing.tolist(), values.tolist(), strict=True))
