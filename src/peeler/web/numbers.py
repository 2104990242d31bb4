"""Numbers as a reader sees them: thin-space thousands, percentages to one decimal, a true minus sign."""

from typing import Literal

THIN = "\u202f"  # a narrow space that never breaks
MINUS = "\u2212"
DASH = "\u2013"
Style = Literal["count", "share", "rate"]


def whole(number: float) -> str:
    """``51 036``, with narrow spaces; rounded to whole numbers."""
    text = f"{abs(round(number)):,}".replace(",", THIN)
    return f"{MINUS}{text}" if round(number) < 0 else text


def decimal(number: float, places: int = 1) -> str:
    """``1 234.5``."""
    text = f"{abs(number):,.{places}f}".replace(",", THIN)
    return f"{MINUS}{text}" if round(number, places) < 0 else text


def percent(fraction: float) -> str:
    """A fraction of 1 as ``8.2 %``."""
    return f"{decimal(fraction * 100)}{THIN}%"


def value_text(value: float | None, style: Style) -> str:
    """A value in its style; ``not known`` where nothing is."""
    if value is None:
        return "not known"
    return percent(value) if style == "share" else decimal(value) if style == "rate" else whole(value)


def range_text(low: float | None, high: float | None, style: Style) -> str:
    """``7.4 to 9.0``, without units; empty where there is no range."""
    if low is None or high is None:
        return ""
    scale = 100 if style == "share" else 1
    shown = whole if style == "count" else decimal
    return f"{shown(low * scale)} to {shown(high * scale)}"


def lowest_highest(lowest: float | None, highest: float | None, style: Style) -> str:
    """``7.9 %`` to ``10.6 %`` with a dash between: what the unknown could make of it; empty where unsaid."""
    if lowest is None or highest is None:
        return ""
    if style == "share":
        return f"{decimal(lowest * 100)}{DASH}{decimal(highest * 100)}{THIN}%"
    shown = whole if style == "count" else decimal
    return f"{shown(lowest)}{DASH}{shown(highest)}"


def change_text(difference: float, style: Style) -> str:
    """``66 fewer than``, ``2.1 percentage points more than``, ``the same as``."""
    scale = 100 if style == "share" else 1
    amount = abs(difference) * scale
    shown = whole(amount) if style == "count" else decimal(amount)
    if shown in ("0", "0.0"):
        return "the same as"
    unit = " percentage points" if style == "share" else ""
    direction = "more" if difference > 0 else "fewer" if style == "count" else "less"
    return f"{shown}{unit} {direction} than"


def in_so_many(fraction: float) -> str | None:
    """``31 in 100``, or in 1 000 where that is below one in a hundred; None for what neither says well."""
    for size in (100, 1_000, 10_000):
        if fraction * size >= 1 or (fraction == 0 and size == 100):
            return f"{whole(fraction * size)} in {whole(size)}"
    return None
