"""What stands around every page: where we are, as at, as known, the feeds behind it, and whether data are invented."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from peeler.answers.freshness import SourceFreshness
from peeler.terms.clocks import Instant
from peeler.web.moments import age_text, clock_text, moment_text, promise_text
from peeler.web.parameters import MOMENTS, Pairs, address

MOST_LATE = 3


@dataclass(frozen=True)
class Strip:
    """The freshness strip: the moments in words, the oldest feed behind the page, and the feeds that are late."""

    as_at: str
    as_known: str
    feed: str
    late: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """One page's surroundings. ``moments`` are the address's own ``at`` and ``known``, which every link carries on;
    a ``timeless`` page is about now whatever they say; ``ahead``: the moment it is about is still to come; ``loading``
    names the systems that are still being loaded; ``updated`` is the time of day of a page that keeps itself up to date.
    """

    title: str
    here: str
    strip: Strip
    moments: tuple[tuple[str, str], ...] = ()
    now: str = "/"
    synthetic: bool = False
    timeless: bool = False
    ahead: bool = False
    loading: tuple[str, ...] = ()
    updated: str = ""

    def looking(self, *, ahead: bool) -> "Frame":
        """The same surroundings of an answer whose moment may be still to come."""
        return replace(self, ahead=ahead)

    def following(self, as_known: Instant) -> "Frame":
        """The same surroundings of a page that keeps itself up to date, unless it is pinned to what was known at a moment."""
        pinned = "known" in dict(self.moments) and not self.timeless
        return self if pinned else replace(self, updated=clock_text(as_known))

    def link(self, path: str, pairs: Pairs = ()) -> str:
        """An address within Peeler that keeps the page's as-at and as-known."""
        bare, _, query = path.partition("?")
        rest = [(name, text) for name, text in (*parse_qsl(query), *pairs) if name not in MOMENTS]
        return address(bare, [*rest, *self.moments])


def strip(as_at: Instant | None, as_known: Instant | None, feeds: Iterable[SourceFreshness], moments: Pairs) -> Strip:
    """The strip of an answer; a moment nobody chose is now."""
    chosen, known = dict(moments), sorted(feeds, key=lambda feed: -feed.age)
    oldest = f"{known[0].title}, heard {age_text(known[0].age)} ago" if known and not known[0].silent else ""
    late = tuple(late_text(feed) for feed in known if feed.silent)
    return Strip(
        in_words(as_at, "at" in chosen),
        in_words(as_known, "known" in chosen),
        oldest,
        late if len(late) <= MOST_LATE else (*late[: MOST_LATE - 1], f"{len(late) - MOST_LATE + 1} more feeds."),
    )


def in_words(moment: Instant | None, chosen: bool) -> str:
    """``now (3 May 2024, 14:05)``, or the chosen moment."""
    if moment is None:
        return "now"
    return moment_text(moment) if chosen else f"now ({moment_text(moment)})"


def late_text(feed: SourceFreshness) -> str:
    """A late feed in words: what was promised and what came."""
    promise = f"; it should speak every {promise_text(feed.every)}" if feed.every else ""
    return f"{feed.title} was last heard {age_text(feed.age)} ago{promise}."


def late_words(feeds: Iterable[SourceFreshness]) -> str:
    """That a number rests on feeds which have fallen silent; empty where it does not."""
    late = ", ".join(feed.title for feed in feeds if feed.silent)
    return f"Rests on {late}, not heard in time: it may be behind." if late else ""


def feed_text(feed: SourceFreshness) -> str:
    """A feed in words: when it was last heard and how far its events reach."""
    reach = f", events up to {moment_text(feed.last_at)}" if feed.last_at is not None else ""
    return f"{feed.title}: heard {age_text(feed.age)} ago{reach}"


def without_moments(path: str, pairs: Pairs) -> str:
    """The same page as it is now."""
    return address(path, [(name, text) for name, text in pairs if name not in MOMENTS])
