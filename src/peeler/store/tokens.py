"""The tokens by which sources push: given and revoked by decisions, of which only a digest of the secret is kept."""

from dataclasses import dataclass
from hashlib import sha256

from peeler.store.decided import Decided
from peeler.store.records import DecisionEntry
from peeler.terms.clocks import Instant

GIVEN, REVOKED = "token_given", "token_revoked"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its name (the part before the dot), the source it may write for, who gave it, and since when it is void."""

    name: str
    source: str
    digest: str
    given_by: str
    given_at: Instant
    revoked_at: Instant | None = None


def digest_of(secret: str) -> str:
    """What is kept of a token: the SHA-256 of 256 random bits needs no slow hash, since nobody can guess at them."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


class Tokens:
    """Reads the tokens there are; the list is made anew only when something has been decided since."""

    def __init__(self, decided: Decided) -> None:
        self._decided = decided
        self._known: tuple[int, dict[str, Token]] = (0, {})

    def every(self) -> dict[str, Token]:
        """Every token ever given, by name, in the order given."""
        last, known = self._known
        newest = self._decided.last_number()
        if newest != last:
            known = tokens_of(self._decided.every())
            self._known = (newest, known)
        return known


def tokens_of(decisions: list[DecisionEntry]) -> dict[str, Token]:
    """The tokens that decisions have given, and which of them were revoked."""
    found: dict[str, Token] = {}
    for entry in decisions:
        decision = entry.decision
        name = str(decision.result.get("token", ""))
        if decision.kind == GIVEN:
            digest = str(decision.result.get("digest", ""))
            found[name] = Token(name, decision.about, digest, decision.who, entry.known_at)
        elif decision.kind == REVOKED and name in found:
            one = found[name]
            found[name] = Token(name, one.source, one.digest, one.given_by, one.given_at, entry.known_at)
    return found
