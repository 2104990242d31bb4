"""The page of the event envelope: its keys, how values are written, and an example that the reader itself has read."""

import json

from peeler.definitions.catalogue import Catalogue
from peeler.sources.envelopes import KEYS, envelope_reader, read_envelope
from peeler.sources.limits import LINE_BYTES
from tools.reference.markdown import code, page, table

INTRODUCTION = f"""
Every source is turned into events of this one form, and a system that can write it may: one JSON object a line, in a
file called `NAME.jsonl` (see [Connect a system that writes event lines](../how-to/connect-event-lines.md)). A line is
at most {LINE_BYTES:,} bytes of UTF-8. A key, role, field or word that is not known is refused by name, with the nearest
right one, and the line goes to quarantine; the other lines are loaded.
"""
MEANING = {
    "id": "The source's own id of this fact, 1 to 256 characters. Seen before with the same content: nothing happens. "
    "Seen before with other content: a correction of it if `recorded_at` is given, otherwise quarantined.",
    "type": "`object.verb`, one of the [events of an object](objects.md).",
    "force": "The police force's key, such as `derbyshire`; the workspace's own force where it is left out.",
    "at": "When it happened. Without an offset it is London civil time.",
    "precision": "`instant`, `day`, `month` or `unknown`; where it is left out, as exact as `at` is written.",
    "recorded_at": "When the source wrote it down, if it says.",
    "source": "The source system's key, such as `rms`; `event_lines` where it is left out.",
    "actor": "Who did it, such as `officer:1234` or `system:ID`.",
    "objects": "Every object the event is about, by role: an id, or a list of ids. An id is a kind, a colon "
    "and a reference, such as `crime:CR/000123/19`, so that two systems naming one crime mean one object.",
    "data": "The fields of the event type.",
    "replaces": "The id of an event that this one corrects. That event is dead for good; history keeps both.",
    "retracts": "The id of an event that this one withdraws; `at` may then be left out.",
}
NEEDED = {"id", "type", "at", "objects"}
VALUES = (
    ("`word`, `text`, `offence`", '`"Burglary"`', "spaces around it are dropped"),
    ("`outcome`", '`"18"`, `"1/1A"`', "a code of the [framework](look_ups.md#outcomes), or the codes it may be"),
    ("`integer`", "`3`", "up to 18 digits"),
    ("`decimal`", '`"0.25"`', "as text: a number that is not whole is refused, because it is not exact"),
    ("`yes_no`", "`true`, `false`", ""),
    (
        "`judgement`",
        '`{"value": true, "judged_by": "source"}`',
        "by `source`, `rule` or `reviewer`; left out until judged",
    ),
    ("`day`", '`"2024-04-30"`', ""),
    ("`instant`", '`"2024-04-30T09:15:00+01:00"`', ""),
    ("`set`", '`["domestic_abuse", "hate"]`', "a list of words"),
)
EXAMPLE = {
    "id": "rms:CR/000123/19#7", "type": "investigation.supervised", "force": "middleshire",
    "at": "2019-06-03T10:15:00+01:00", "precision": "instant", "recorded_at": "2019-06-03T10:20:11+01:00",
    "source": "rms", "actor": "officer:1234", "objects": {"investigation": "crime:CR/000123/19"},
    "data": {"kind": "review", "direction": {"value": True, "judged_by": "source"}},
}  # fmt: skip
SAYS_NOTHING = """
A field that is `null`, `""` or left out says nothing: it changes no attribute and is counted as unknown. Fields marked
† under [objects](objects.md) are personal: their text is kept apart under its subject, and the event keeps only whether
it was filled and a keyed mark that shows whether two are equal.
"""


def envelope_page(catalogue: Catalogue) -> str:
    """The whole page; KeyError where a key is not explained, LineRefused where the example is not one."""
    read_envelope(envelope_reader(catalogue, "lines", None), EXAMPLE)
    keys = table(("key", "", "meaning"), ((code(key), "needed" if key in NEEDED else "", MEANING[key]) for key in KEYS))
    values = "## Values in `data`\n\n" + table(("kind", "written", ""), VALUES)
    return page("The event envelope", INTRODUCTION, f"```json\n{json.dumps(EXAMPLE)}\n```", keys, values, SAYS_NOTHING)
