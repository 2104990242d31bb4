"""A number as a report prints it, and whether another number would be printed the same."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from peeler.terms.errors import RequestError

PRINTED = re.compile(
    r"(?:(?P<word>about|just under|more than) )?(?P<sign>[+-]?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent> ?%)?"
)
NEAR = Decimal("0.05")  # how far from a number its word may reach: one part in twenty of it


@dataclass(frozen=True, slots=True)
class Printed:
    """``just under 8,000``: its word ('' for an exact number), the number, its decimal places, whether it is a percentage."""

    text: str
    word: str
    number: Decimal
    places: int
    percent: bool

    def said_of(self, value: float) -> bool:
        """Whether a value (a share is a fraction of 1) would be printed so.

        Without a word it must be the same when rounded to the printed places, halves upwards; ``about`` allows one part in
        twenty either way, ``just under`` and ``more than`` the same on their side alone.
        """
        exact = Decimal(repr(value)) * (100 if self.percent else 1)
        reach = abs(self.number) * NEAR
        if self.word == "about":
            return abs(exact - self.number) <= reach
        if self.word == "just under":
            return self.number - reach <= exact < self.number
        if self.word == "more than":
            return self.number < exact <= self.number + reach
        return self.rounded(exact) == self.number

    def rounded(self, exact: Decimal) -> Decimal:
        """A number at the places printed."""
        return exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)

    def at_precision(self, value: float) -> str:
        """A value as it would stand in the report's place, without its word: ``31 %``, ``61,227``."""
        exact = self.rounded(Decimal(repr(value)) * (100 if self.percent else 1))
        sign = "+" if self.text.lstrip("abcdefghijklmnopqrstuvwxyz ").startswith("+") and exact > 0 else ""
        return f"{sign}{exact:,}{' %' if self.percent else ''}"


def parse_printed(text: str, *, where: str = "") -> Printed:
    """Reads ``31 %``, ``61,227``, ``1.68``, ``+111 %``, ``about 70 %``, ``just under 8,000``, ``more than 30,300``."""
    found = PRINTED.fullmatch(text.strip())
    if found is None:
        place = f"{where}: " if where else ""
        raise RequestError(
            f"{place}'{text[:40]}' is not a printed number, for example 31 %, 61,227 or just under 8,000"
        )
    digits = found["number"].replace(",", "")
    number = Decimal(f"{found['sign']}{digits}")
    return Printed(text.strip(), found["word"] or "", number, len(digits.partition(".")[2]), bool(found["percent"]))
