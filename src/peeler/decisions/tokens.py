"""The decisions about tokens: giving a source one to push with, and taking it back."""

import secrets
from dataclasses import dataclass

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.permission import require_decision
from peeler.store.durable import Durable
from peeler.store.records import Decision
from peeler.store.tokens import GIVEN, REVOKED, digest_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError, nearest, unknown
from peeler.terms.viewers import Viewer

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class TokenGiven:
    """A new token: its name, the source it writes for, and the token itself, which is kept nowhere and shown once."""

    name: str
    source: str
    token: str


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """A token that may not be used any more."""

    name: str
    source: str


def give_token(durable: Durable, catalogue: Catalogue, viewer: Viewer, source: str, now: Instant) -> TokenGiven:
    """Gives a source a token that may write its events and read nothing; RequestError for one that cannot push."""
    require_decision(catalogue, viewer, "give_token")
    pushing = [name for name, one in catalogue.sources.items() if one.file.reader == "event_lines"]
    if source not in pushing:
        raise RequestError(f"'{source}' is no source whose reader is event_lines{nearest(source, pushing)}")
    given = sum(one.source == source for one in durable.tokens.every().values())
    name, secret = f"{source}-{given + 1}", secrets.token_urlsafe(SECRET_BYTES)
    with durable.commit(now=now, founding=False) as commit:
        commit.decide(Decision(GIVEN, viewer.name, source, "", {"token": name, "digest": digest_of(secret)}))
    return TokenGiven(name, source, f"{name}.{secret}")


def revoke_token(durable: Durable, catalogue: Catalogue, viewer: Viewer, name: str, now: Instant) -> TokenRevoked:
    """Takes a token back at once; RequestError for one that is not there or was revoked before."""
    require_decision(catalogue, viewer, "revoke_token")
    there = {token.name: token for token in durable.tokens.every().values() if token.revoked_at is None}
    if name not in there:
        raise unknown("token", name, there)
    source = there[name].source
    with durable.commit(now=now, founding=False) as commit:
        commit.decide(Decision(REVOKED, viewer.name, source, "", {"token": name}))
    return TokenRevoked(name, source)
