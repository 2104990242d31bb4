"""Chance for many numbered things at once, all in whole numbers: the same on every machine, whoever asks and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from peeler.simulate.force.civil import Ints, Mask
from peeler.simulate.streams import PARTS, parts

Spread = tuple[tuple[float, int], ...]  # (share of cases by then, value): a straight line between one and the next


@dataclass(frozen=True)
class Chance:
    """Draws for one force; each purpose has a stream of its own, and each number its own place in it."""

    seed: int
    force: str

    def parts(self, purpose: str, numbers: Ints) -> Ints:
        """A whole number from 0 up to 2**32 for each of the numbers."""
        return parts(f"{self.seed}|{self.force}|{purpose}", numbers)

    def happens(self, purpose: str, numbers: Ints, share: Any) -> Mask:
        """Whether it happens to each, with this share of happening (one for all, or an array of them)."""
        limit = np.rint(np.asarray(share, np.float64) * PARTS).astype(np.int64)
        found: Mask = self.parts(purpose, numbers) < limit
        return found

    def below(self, purpose: str, numbers: Ints, size: Any) -> Ints:
        """A whole number from 0 up to, not including, ``size`` (one for all, or an array) for each."""
        found: Ints = self.parts(purpose, numbers) * size // PARTS
        return found

    def one_of(self, purpose: str, numbers: Ints, weights: Mapping[str, int] | tuple[int, ...]) -> Ints:
        """The place of one of these weights for each, drawn as often as it weighs."""
        values = np.array(list(weights.values() if isinstance(weights, Mapping) else weights), np.int64)
        reached = np.cumsum(values) * PARTS // values.sum()
        return np.searchsorted(reached, self.parts(purpose, numbers), side="right").astype(np.int64)

    def one_of_rows(self, purpose: str, numbers: Ints, rows: tuple[tuple[int, ...], ...], row: Ints) -> Ints:
        """As ``one_of``, each by the weights in its own row of a table."""
        found = np.zeros(len(numbers), np.int64)
        for place, weights in enumerate(rows):
            mine = row == place
            found[mine] = self.one_of(purpose, numbers[mine], weights)
        return found

    def spread(self, purpose: str, numbers: Ints, spread: Spread) -> Ints:
        """A value for each, spread so that each share of them lies below its value."""
        drawn = self.parts(purpose, numbers)
        shares = np.array([round(share * PARTS) for share, _ in spread], np.int64)
        values = np.array([value for _, value in spread], np.int64)
        place = np.searchsorted(shares, drawn, side="right").clip(1, len(spread) - 1)
        low, high = shares[place - 1], shares[place]
        gone = (drawn - low).clip(0) * (values[place] - values[place - 1]) // np.maximum(high - low, 1)
        found: Ints = values[place - 1] + gone
        return found
