"""The live feeds as Data health shows them: what waits, when each was heard, and how long its events take to be seen."""

from dataclasses import dataclass

from peeler.answers.health import HealthAnswer
from peeler.terms.feeds import FeedState, Lag, LiveState
from peeler.web.moments import age_text
from peeler.web.numbers import whole
from peeler.web.tables import Cell, Column, Line, NumberTable

WAYS = {"push": "Pushes", "folder": "Watched folder", "poll": "Is polled"}
NONE_YET = "not yet"


@dataclass(frozen=True)
class LiveFeeds:
    """The queue in a sentence, and a row for every live feed."""

    words: str
    table: NumberTable


def live_feeds(answer: HealthAnswer) -> LiveFeeds | None:
    """What the live feeds are doing; None where this process has none."""
    live = answer.live
    if live is None:
        return None
    titles = {source.source: source.title for source in answer.sources}
    lags = dict(live.lags)
    columns = (
        Column("Feed"),
        Column("How"),
        Column("Last came"),
        Column("Accepted to folded"),
        Column("Accepted to visible"),
        Column("Trouble"),
    )
    rows = [row(answer, feed, titles.get(feed.source, ""), lags.get(feed.source)) for feed in live.feeds]
    return LiveFeeds(queue_words(answer, live), NumberTable("Live feeds", columns, tuple(rows)))


def queue_words(answer: HealthAnswer, live: LiveState) -> str:
    """What waits to be accepted, and what waits to be folded and for how long."""
    queue = f"{whole(live.waiting)} of at most {whole(live.room)} events wait to be accepted"
    if live.unfolded_since is None:
        return f"{queue}; everything accepted is folded."
    age = age_text(answer.as_at - live.unfolded_since)
    return f"{queue}; {whole(live.unfolded)} are accepted and not yet folded, the oldest for {age}."


def row(answer: HealthAnswer, feed: FeedState, title: str, lag: Lag | None) -> Line:
    """One feed: when it last came, and its lag where it has brought anything since the process began."""
    name = title or ("Files" if feed.way == "folder" else feed.source)
    head = Cell(f"{name} ({feed.what})" if feed.way == "poll" else name)
    heard = f"{age_text(answer.as_at - feed.last_at)} ago" if feed.last_at is not None else NONE_YET
    folded = lag_text(lag.folded_middle, lag.folded_p95) if lag else NONE_YET
    visible = lag_text(lag.visible_middle, lag.visible_p95) if lag else NONE_YET
    return head, (Cell(WAYS[feed.way]), Cell(heard), Cell(folded), Cell(visible), Cell(feed.trouble or "none"))


def lag_text(usual: int, late: int) -> str:
    """A lag in seconds: the usual one, and what 95 in 100 do not exceed."""
    return f"{usual / 1e6:.2f} s, 95 in 100 within {late / 1e6:.2f} s"
