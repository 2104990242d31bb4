"""What a duty's file may hold: what arms it, what meets it, by when, what ends it, who owes it and by what law."""

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from peeler.definitions.reading import Strict


class MomentFile(Strict):
    """Something that happens: an event of the object's story, or a time of the object that is set when it happens.

    ``where`` is a condition on the state that begins with it.
    """

    event: str
    where: str | None = None


class LimitFile(Strict):
    """One limit of several: ``when`` the object is so (none: otherwise), the limit ``within``."""

    when: str | None = None
    within: str


class TermsFile(Strict):
    """By when: one limit (``due``) or several (``schedule``), and then again ``then_every``."""

    due: tuple[LimitFile, ...] = ()
    schedule: tuple[str, ...] = ()
    then_every: tuple[LimitFile, ...] = ()

    @field_validator("due", "then_every", mode="before")
    @classmethod
    def short_form(cls, given: Any) -> Any:
        """``28 days`` is short for ``[{within: 28 days}]``."""
        return [{"within": given}] if isinstance(given, str) else given


class VersionFile(TermsFile):
    """The limits of the law from a day on, with its citation; where it is still to be confirmed, ``unverified`` says what."""

    start: str = Field(alias="from")
    authority: dict[str, str]
    unverified: str | None = None


class EscalationFile(Strict):
    """Who is told when a duty has been overdue for so long."""

    after: str
    to: str


class DutyFile(TermsFile):
    """What a duty's file may hold (DESIGN sections 3 and 4).

    ``clock_from``: a time of the object from which limits are counted, where that is not when it is armed; ``starts``: whether
    days are counted from then or from the beginning of the next; ``law_of``: the time whose day says which version holds;
    ``harm``: from 1 to 5, what may follow when it is not done; ``vulnerable``: when somebody vulnerable waits for it;
    ``set_by``: whose limit it is; ``waits_for``: what must be there before it can be worked out, so that it is only told of.
    """

    title: str
    why: str
    replaces: str | None = None
    object: str
    arm: tuple[MomentFile, ...] = ()
    until: str | None = None
    void: str | None = None
    pause_while: str | None = None
    require: tuple[MomentFile, ...] = ()
    repeat_from: Literal["due", "met"] | None = None
    clock_from: str | None = None
    starts: Literal["at_once", "next_day"] = "at_once"
    window: str | None = None
    warn: str | None = None
    law_of: str | None = None
    versions: tuple[VersionFile, ...] = ()
    owner: str | None = None
    escalate: tuple[EscalationFile, ...] = ()
    calendar: str = "england_and_wales"
    harm: Literal["1", "2", "3", "4", "5"]
    vulnerable: str | None = None
    set_by: Literal["law", "code", "guidance", "force"]
    unverified: str | None = None
    waits_for: str | None = None
    notes: tuple[str, ...] = ()
    authority: dict[str, str]
    kept_by: str
    checked_by: str
    review_by: str
    examples: tuple[dict[str, Any], ...] = ()

    @field_validator("arm", "require", mode="before")
    @classmethod
    def short_moments(cls, given: Any) -> Any:
        """``reviewed`` is short for ``[{event: reviewed}]``, alone or in a list."""
        several = given if isinstance(given, list) else [given]
        return [{"event": one} if isinstance(one, str) else one for one in several]

    @model_validator(mode="after")
    def shape(self) -> "DutyFile":
        """Refuses keys that do not go together."""
        if self.waits_for is not None:
            return self
        if not self.arm or not self.require or self.owner is None:
            raise ValueError(
                "a duty names arm:, require: and owner: (or waits_for:, where it cannot be worked out yet)"
            )
        if not self.examples:
            raise ValueError("a duty has worked examples")
        if self.versions and (self.due or self.schedule or self.then_every):
            raise ValueError("the limits stand in versions: or beside them, not in both")
        for terms in self.versions or (self,):
            self.check_terms(terms)
        return self

    def check_terms(self, terms: TermsFile) -> None:
        """Refuses limits that do not say by when, or how they repeat."""
        if bool(terms.due) == bool(terms.schedule):
            raise ValueError("say either due: or schedule:")
        repeats = bool(terms.then_every) or len(terms.schedule) > 1
        if repeats and self.repeat_from is None:
            raise ValueError("a duty that repeats says repeat_from: due or repeat_from: met")
        if self.repeat_from == "met" and (terms.schedule or self.window or self.clock_from):
            raise ValueError("schedule:, window: and clock_from: go with repeat_from: due")
