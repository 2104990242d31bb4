"""Where the time of a process goes: wall and CPU of each part, without what its inner parts took."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock, local
from time import perf_counter, process_time, thread_time
from typing import Any

STEP = re.compile(r'^(?:create or replace (?:temp )?table|insert into|drop table if exists) (?:temp\.)?"?(\w+)')


@dataclass
class Spent:
    """What one part took: how many times, and seconds of wall and of its own thread's CPU."""

    times: int = 0
    wall: float = 0.0
    cpu: float = 0.0


@dataclass
class Running(local):
    """The parts a thread is in, each with what its inner parts took so far."""

    inner: list[Spent] = field(default_factory=list)


class Stopwatch:
    """Measures parts of a programme, also those that run in several threads at once."""

    def __init__(self) -> None:
        self._running, self._lock = Running(), Lock()
        self.restart()

    def restart(self) -> None:
        """Forgets what was measured so far."""
        self.spent: dict[str, Spent] = {}
        self._began, self._used = perf_counter(), process_time()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Measures the block as a part, inside whatever part it is in."""
        own = Spent()
        self._running.inner.append(own)
        wall, cpu = perf_counter(), thread_time()
        try:
            yield
        finally:
            wall, cpu = perf_counter() - wall, thread_time() - cpu
            self._running.inner.pop()
            if self._running.inner:
                outer = self._running.inner[-1]
                outer.wall, outer.cpu = outer.wall + wall, outer.cpu + cpu
            self._add(name, wall - own.wall, cpu - own.cpu)

    def _add(self, name: str, wall: float, cpu: float) -> None:
        with self._lock:
            found = self.spent.setdefault(name, Spent())
            found.times, found.wall, found.cpu = found.times + 1, found.wall + wall, found.cpu + cpu

    def watch(self, owner: Any, function: str, name: Callable[..., str]) -> None:
        """Has every call of a function measured, as the part its arguments name."""
        original = getattr(owner, function)

        @wraps(original)
        def watched(*given: Any, **named: Any) -> Any:
            with self.part(name(*given, **named)):
                return original(*given, **named)

        setattr(owner, function, watched)

    def summary(self) -> dict[str, Any]:
        """Seconds of wall and CPU of the whole process, and of each part."""
        parts = {name: [spent.times, round(spent.wall, 4), round(spent.cpu, 4)] for name, spent in self.spent.items()}
        return {"wall": perf_counter() - self._began, "cpu": process_time() - self._used, "parts": parts}


def step_name(statement: str) -> str:
    """A statement of the fold by the table it makes, fills or drops."""
    found = STEP.match(statement)
    return f"fold: {'drop' if statement.startswith('drop') else found[1]}" if found else "fold: other"
