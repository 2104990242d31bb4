"""Which tokens sources push with: by name, never the token itself."""

from dataclasses import dataclass

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.policy import policies_of
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class TokenListed:
    """One token: which source writes with it, who gave it when, and since when it is revoked (None: it may be used)."""

    name: str
    source: str
    given_by: str
    given_at: Instant
    revoked_at: Instant | None


@dataclass(frozen=True, slots=True)
class TokensAnswer:
    """Every token ever given, oldest first."""

    tokens: tuple[TokenListed, ...]


def tokens(desk: Desk, viewer: Viewer) -> TokensAnswer:
    """The tokens there are; RequestError for a viewer without a policy."""
    note(desk, viewer, "tokens", {})
    policies_of(desk.catalogue, viewer)
    every = desk.durable.tokens.every().values()
    return TokensAnswer(
        tuple(TokenListed(one.name, one.source, one.given_by, one.given_at, one.revoked_at) for one in every)
    )
