"""How far a case has come, in words: where it is and since when, what it passed, how long cases like it take from here."""

from dataclasses import dataclass

from peeler.answers.case_progress import CaseProgress
from peeler.terms.clocks import Instant, london
from peeler.web.moments import age_text, day_text
from peeler.web.numbers import whole
from peeler.web.subject import value_words


@dataclass(frozen=True)
class ProgressPanel:
    """A sentence, the stages as (title, from when), and the rules it is against as (title, why, address)."""

    words: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]
    broken: tuple[tuple[str, str, str], ...]


def progress_panel(progress: CaseProgress, as_at: Instant) -> ProgressPanel | None:
    """The panel; None of a case that is in no stage."""
    now = progress.now
    if now is None:
        return None
    said = f"{now.title} since {day_text(london(now.since).date())} ({age_text(as_at - now.since)})."
    return ProgressPanel(
        (said, *from_here_words(progress)),
        tuple((one.title, day_text(london(one.since).date())) for one in progress.stages),
        tuple((one.title, one.never, f"/explain/{one.measure}") for one in progress.broken),
    )


def from_here_words(progress: CaseProgress) -> tuple[str, ...]:
    """How long cases of the same kind that were open at the same age took from there."""
    ahead = progress.from_here
    if ahead is None or ahead.half is None:
        return ()
    nine = f", nine in ten within {whole(ahead.nine_in_ten)}" if ahead.nine_in_ten is not None else ""
    like = value_words(progress.like)
    return (
        f"Of cases like it ({like}) that were open at this age, half had an outcome within {whole(ahead.half)} more days{nine}.",
    )
