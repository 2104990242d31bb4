"""Dates that systems write day first, 03/06/2019 10:15, as the texts that everything after it reads."""

import re
from typing import Final

from peeler.sources.batches import Reading, RowBatch, Texts

DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?")


def read_day_first(read: Reading) -> Reading:
    """The same reading with dates turned about; each different text once."""

    def turned(batch: RowBatch) -> Texts:
        texts = read(batch)
        known = {text: year_first(text) for text in set(texts)}
        return [known[text] for text in texts]

    return turned


def year_first(text: str) -> str:
    """``2019-06-03T10:15`` for ``03/06/2019 10:15``, ``2019-06-03`` for ``3.6.2019``; any other text as it is."""
    found = DAY_FIRST.fullmatch(text.strip())
    if not found:
        return text
    day, month, year, clock = found.groups()
    date = f"{year}-{month:0>2}-{day:0>2}"
    return f"{date}T{clock:0>5}" if clock and len(clock) <= 5 else f"{date}T{clock:0>8}" if clock else date
