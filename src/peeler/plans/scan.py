"""The one scan: signed rows of an object's journal, or of the obligations expanded from it, of what the viewer may see."""

from collections.abc import Iterable

from sqlglot import exp

from peeler.definitions.obligations import ObligationDefinition
from peeler.definitions.rendering import timestamp
from peeler.plans.obligations.occurrences import occurrences
from peeler.plans.scope import Scope
from peeler.plans.signed import SCANNED, column, columns, held_at, journal, seen, signed_rows, tables
from peeler.plans.trees import Source, case, nested, text
from peeler.terms.clocks import Instant

__all__ = [
    "SCANNED", "column", "columns", "held_at", "journal", "moment_of", "scan", "seen", "signed_rows", "state_at", "tables",
]  # fmt: skip


def scan(scope: Scope, wanted: Iterable[str]) -> Source:
    """Signed rows with these columns, ``object`` and ``sign``; as known at K; only of objects in the viewer's sight."""
    if isinstance(scope.definition, ObligationDefinition):
        return nested(occurrences(scope, scope.definition, list(dict.fromkeys(["object", *wanted, "sign"]))), SCANNED)
    return journal(scope, wanted)


def moment_of(scope: Scope, at: Instant, of: str = SCANNED) -> exp.Expr:
    """The moment a row is seen at: ``at``, or for an object dated coarsely the last whole period's end (ruling 8)."""
    moments = sorted(scope.moments(at).items())
    if not moments:
        return timestamp(at)
    return case(
        [(column("precision", of).eq(text(precision)), timestamp(moment)) for precision, moment in moments],
        timestamp(at),
    )


def state_at(scope: Scope, at: Instant) -> list[exp.Expr]:
    """The conditions for each object's born state at a moment; plain bounds first, so that old rows are skipped."""
    earliest = min(scope.moments(at).values(), default=at)
    bounds = [column("valid_to") > timestamp(earliest), column("valid_from") <= timestamp(at)]
    return [*(bounds if earliest != at else []), *held_at(moment_of(scope, at)), column("born")]
