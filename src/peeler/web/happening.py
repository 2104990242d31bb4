"""What is happening, in words: what is being looked at, each feed with its lag, what came in lately, the last crimes."""

from dataclasses import dataclass

from peeler.answers.freshness import SourceFreshness
from peeler.answers.now import NowAnswer, Recorded
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import london
from peeler.terms.feeds import Lag
from peeler.web.moments import age_text, begun, clock_text, day_text, moment_text, promise_text
from peeler.web.numbers import whole
from peeler.web.parameters import object_path
from peeler.web.plain_words import verb_of
from peeler.web.subject import dimension_words, force_words

MOST_TYPES = 12


@dataclass(frozen=True)
class FeedLine:
    """One feed: its name, when it was last heard and how soon that was on screen, and whether it is late or in trouble."""

    title: str
    heard: str
    wrong: str


@dataclass(frozen=True)
class Came:
    """One type of event that came in lately."""

    what: str
    count: str
    last: str
    sources: str


@dataclass(frozen=True)
class Crime:
    """A crime recorded lately, with the way to its case."""

    name: str
    href: str
    when: str
    about: str


@dataclass(frozen=True)
class NowView:
    """The whole: ``looking`` says at what, ``answer`` what is happening, ``loading`` what is still on its way."""

    looking: str
    answer: str
    loading: str
    came: tuple[Came, ...]
    more: str
    crimes: tuple[Crime, ...]
    feeds: tuple[FeedLine, ...]


def now_view(now: NowAnswer, open_now: int | None, catalogue: Catalogue) -> NowView:
    """The answer as Home shows it."""
    lags = dict(now.live.lags) if now.live else {}
    shown, rest = now.arrivals[:MOST_TYPES], now.arrivals[MOST_TYPES:]
    return NowView(
        looking(now, catalogue), answer(now, open_now), loading(now),
        tuple(
            Came(came_words(one.type, catalogue), whole(one.count), clock_text(one.last_known_at), ", ".join(one.sources)) for one in shown
        ),
        f"{whole(sum(one.count for one in rest))} more of {len(rest)} other kinds." if rest else "",
        tuple(crime(one, now) for one in now.recorded),
        tuple(feed_line(feed, now, lags.get(feed.source)) for feed in sorted(now.sources, key=lambda feed: feed.title)),
    )  # fmt: skip


def looking(now: NowAnswer, catalogue: Catalogue) -> str:
    """What is being looked at: whose records, invented or not, from when to when, of how many systems."""
    if not now.sources:
        return ""
    forces = ", ".join(force_words(force, catalogue) for force in now.forces[:3])
    more = f" and {len(now.forces) - 3} more forces" if len(now.forces) > 3 else ""
    whose = f"{forces}{more}" if forces else "Records"
    kind = "an invented force" if now.synthetic else "records as its systems gave them"
    since = f", from {day_text(london(now.first_at).date())}" if now.first_at is not None else ""
    until = f" to {moment_text(now.last_at)}" if now.last_at is not None else ""
    systems = f"{len(now.sources)} system{'' if len(now.sources) == 1 else 's'}"
    return f"{whose}: {kind}{since}{until}; {whole(now.events)} events from {systems}."


def answer(now: NowAnswer, open_now: int | None) -> str:
    """What is happening, in a sentence or two."""
    if not now.sources:
        return "Nothing yet."
    opened = (
        f"{whole(open_now)} investigation{' is' if open_now == 1 else 's are'} open. " if open_now is not None else ""
    )
    came = sum(one.count for one in now.arrivals)
    minutes = age_text(now.lately).removeprefix("1 ")
    if came:
        return f"{opened}{whole(came)} event{'' if came == 1 else 's'} came in during the last {minutes}."
    return f"{opened}Nothing came in during the last {minutes}."


def loading(now: NowAnswer) -> str:
    """What is still being loaded; empty where nothing is."""
    if not now.loading:
        return ""
    names = ", ".join(now.loading)
    return f"Still being loaded: {names}. Every number here is true of what is loaded so far, and will grow."


def came_words(event_type: str, catalogue: Catalogue) -> str:
    """``Incident: deployed``; of a crime what happened alone."""
    kind, _, _ = event_type.partition(".")
    verb, definition = verb_of(event_type), catalogue.objects.get(kind)
    title = definition.file.title if definition else dimension_words(kind).capitalize()
    return begun(verb) if verb.startswith("crime ") else f"{title}: {verb}"


def crime(one: Recorded, now: NowAnswer) -> Crime:
    """One crime: when, what and where."""
    ago = age_text(max(0, now.as_at - one.at))
    about = ", ".join(part for part in (one.crime_type, one.area) if part)
    return Crime(
        one.object,
        object_path("investigation", one.object),
        f"{moment_text(one.at)} ({ago} ago)",
        about or "not said what",
    )


def feed_line(feed: SourceFreshness, now: NowAnswer, lag: Lag | None) -> FeedLine:
    """One feed in words."""
    shown = f"; on screen {seconds(lag.visible_last)} after" if lag is not None else ""
    reach = f"; events up to {moment_text(feed.last_at)}" if feed.last_at is not None else ""
    troubles = [
        one.trouble for one in (now.live.feeds if now.live else ()) if one.source == feed.source and one.trouble
    ]
    promise = f"Late: it should speak every {promise_text(feed.every)}" if feed.silent and feed.every else ""
    return FeedLine(
        feed.title, f"heard {age_text(feed.age)} ago{shown}{reach}", ". ".join([*troubles, promise]).strip(". ")
    )


def seconds(microseconds: int) -> str:
    """``0.4 seconds``, ``12 seconds``."""
    number = max(microseconds, 0) / 1_000_000
    return f"{number:.1f} seconds" if number < 10 else f"{number:.0f} seconds"
