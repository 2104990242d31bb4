"""Numbers as a reader sees them: thin-space thousands, percentages to one decimal, a true minus sign."""

from typing import Literal

THIN = "\u202f"  # a narrow space that never breaks
MINUS = "\u2212"
DASH = "\u2013"
Style = Literal["count", "share", "rate", "time", "composite"]
MOST_FINE = 10  # worked-out numbers below this are told to two decimals


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
    return percent(value) if style == "share" else bare(value, style)


def bare(value: float, style: Style) -> str:
    """A value in its style without a unit: ``4 337``, ``8.2`` for a share, ``12.5`` of a time, ``0.42`` worked out."""
    if style == "count":
        return whole(value)
    if style == "share":
        return decimal(value * 100)
    return decimal(value, 2 if style == "composite" and abs(value) < MOST_FINE else 1)


def range_text(low: float | None, high: float | None, style: Style) -> str:
    """``7.4 to 9.0``, ``7.4 or more``, without units; empty where there is no range."""
    if low is not None and high is None and style in ("time", "composite"):
        return f"{bare(low, style)} or more"
    if low is None or high is None:
        return ""
    return f"{bare(low, style)} to {bare(high, style)}"


def lowest_highest(lowest: float | None, highest: float | None, style: Style) -> str:
    """``7.9 %`` to ``10.6 %`` with a dash between: what the unknown could make of it; empty where unsaid."""
    if lowest is None or highest is None:
        return ""
    return f"{bare(lowest, style)}{DASH}{bare(highest, style)}{f'{THIN}%' if style == 'share' else ''}"


def change_text(difference: float, style: Style) -> str:
    """``66 fewer than``, ``2.1 percentage points more than``, ``the same as``."""
    shown = bare(abs(difference), style)
    if not shown.strip("0."):
        return "the same as"
    unit = " percentage points" if style == "share" else ""
    more, less = {"count": ("more", "fewer"), "time": ("longer", "shorter")}.get(style, ("more", "less"))
    return f"{shown}{unit} {more if difference > 0 else less} than"


def in_so_many(fraction: float) -> str | None:
    """``31 in 100``, or in 1 000 where that is below one in a hundred; None for what neither says well."""
    for size in (100, 1_000, 10_000):
        if fraction * size >= 1 or (fraction == 0 and size == 100):
            return f"{whole(fraction * size)} in {whole(size)}"
    return None
