"""The closed list of what a field may hold, and how each kind is compared."""

from typing import Literal, get_args

Kind = Literal[
    "word", "text", "offence", "outcome", "integer", "decimal", "yes_no", "judgement", "day", "instant", "set", "since"
]
Family = Literal["text", "number", "boolean", "day", "instant", "set", "null", "interval", "any"]

KINDS: tuple[Kind, ...] = get_args(Kind)
FAMILY: dict[Kind, Family] = {
    "word": "text",
    "text": "text",
    "offence": "text",
    "outcome": "text",
    "integer": "number",
    "decimal": "number",
    "yes_no": "boolean",
    "judgement": "boolean",
    "day": "day",
    "instant": "instant",
    "set": "set",
    "since": "instant",
}
