"""What moved in, out and across a stock's groups over one period: how many went from which group to which."""

from sqlglot import exp

from peeler.plans.asked import Asked
from peeler.plans.scan import column
from peeler.plans.scope import Scope
from peeler.plans.series import crossings, turned_over
from peeler.plans.trees import named, nested, query
from peeler.terms.clocks import Instant

CHANGES, MOVES = "c", "m"


def moves(scope: Scope, asked: Asked, span: tuple[Instant, Instant]) -> exp.Select:
    """(left, from, entered, to, count) over the one period asked, of a stock with one dimension.

    ``left``: whether it left a group of the stock (false: it was in none), and ``from`` that group, which may be null;
    ``entered`` and ``to`` likewise. What leaves one group and enters another at one moment was handed on. Where time alone
    moves work (an age), whoever is in the stock at both ends of the period is compared, and what came and went between
    them is not seen.
    """
    changed = turned_over(scope, asked, *span) if asked.mentions_moment else crossings(scope, asked)
    moment = [] if asked.mentions_moment else [column("moment", CHANGES)]
    enters, leaves = column("change", CHANGES) > 0, column("change", CHANGES) < 0
    each = query(
        [
            named(any_of_rows(leaves), "left"), named(group(leaves.copy()), "from"),
            named(any_of_rows(enters), "entered"), named(group(enters.copy()), "to"),
        ],
        nested(changed, CHANGES), by=[column("object", CHANGES), *moment],
    )  # fmt: skip
    keys = [column(name, MOVES) for name in ("left", "from", "entered", "to")]
    counted = named(exp.Count(this=exp.Star()), "count")
    return query([*keys, counted], nested(each, MOVES), by=keys)


def any_of_rows(when: exp.Expr) -> exp.Expr:
    """Whether something holds of any of the rows."""
    count = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=when))
    return exp.GT(this=count, expression=exp.Literal.number(0))


def group(when: exp.Expr) -> exp.Expr:
    """The group of the one row for which something holds."""
    return exp.Filter(this=exp.Max(this=column("group_0", CHANGES)), expression=exp.Where(this=when))
