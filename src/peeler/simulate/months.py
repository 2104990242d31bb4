"""Calendar months as whole numbers, so that a world can count them without dates."""

import re

from peeler.terms.errors import RequestError

APRIL = 3


def month_number(text: str) -> int:
    """Months from the year 0 to a month written YYYY-MM; RequestError if it is not written so."""
    if not re.fullmatch(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", text):
        raise RequestError(f"'{text[:40]}' is not a month, for example 2024-04")
    return int(text[:4]) * 12 + int(text[5:]) - 1


def month_text(number: int) -> str:
    """The month of this number, written YYYY-MM."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def financial_year_start(text: str) -> int:
    """The number of the April that begins a financial year written 2023/24; RequestError if it is not written so."""
    first, _, last = text.partition("/")
    if not re.fullmatch(r"(19|20|21)\d\d/\d\d", text) or (int(first) + 1) % 100 != int(last):
        raise RequestError(f"'{text[:40]}' is not a financial year, for example 2023/24")
    return int(first) * 12 + APRIL
