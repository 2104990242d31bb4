"""The occurrences of a duty in closed form: what was armed, by when it was owed, what met it, and how it stood from when until when.

Nothing here steps through time. The k-th occurrence is due so long after its clock's start, plus all rests that began before the
clock had run so far. The requires of an object are numbered; an occurrence may be met by those from its own first number on, so
that the j-th of several takes number j + max over i up to j of (first of i - i): each the first that none before it took.
"""

from collections.abc import Sequence
from dataclasses import replace

import sqlglot
from sqlglot import exp

from peeler.definitions.limits import Limit
from peeler.definitions.obligations import OWED, ObligationDefinition
from peeler.definitions.rendering import timestamp
from peeler.plans.obligations.calendar import working_table
from peeler.plans.obligations.deadlines import ITS, civil, deadline, end_of, instant, times
from peeler.plans.obligations.told import (
    ARMS,
    ENDS,
    REQUIRES,
    RESTS,
    STATES,
    WANTED,
    columns_needed,
    moments,
    states,
    stretches,
)  # fmt: skip
from peeler.plans.scope import Scope
from peeler.plans.trees import with_tables
from peeler.terms.clocks import FOREVER, LATEST, Instant, Length, later_by, london, start_of_day

AHEAD = Length(26, "week")  # how far beyond the moment asked about occurrences are expanded
FAR = "timestamp '9000-01-01'"  # a clock that rests for ever runs out after this
LAST = start_of_day(LATEST)  # beyond it nothing is expanded
END = timestamp(FOREVER).sql("duckdb")
OWN = [name for name in OWED if name not in ("duty_of", "duty_status")]


def occurrences(
    scope: Scope,
    definition: ObligationDefinition,
    names: Sequence[str],
    *,
    wanted: exp.Select | None = None,
    now: bool = False,
) -> exp.Select:
    """Signed rows of a duty's occurrences, one for each stretch of time in which one stands so, with these columns.

    The subject's columns are as they stand when the occurrence is due (``now``: at the scope's moment, ruling 21). ``wanted``:
    a query of the objects to tell of, where not of all.
    """
    duty, subject = definition.duty, replace(scope, definition=definition.subject, withdrawn=True)
    shown = [name for name in names if name in definition.subject.columns and name not in BUILT]
    only = wanted is not None
    tree = sqlglot.parse_one(text_of(definition, scope, shown, names, now=now), dialect="duckdb", into=exp.Select)
    tables: dict[str, exp.Query] = {} if wanted is None else {WANTED: wanted}
    tables |= {
        ARMS: moments(subject, duty.arm, only=only),
        REQUIRES: moments(subject, duty.require, only=only),
        ENDS: stretches(subject, [("until", duty.until), ("void", duty.void)], only=only),
        RESTS: stretches(subject, [("rest", duty.pause_while)], only=only),
        STATES: states(
            subject, [*columns_needed(duty), *shown, "force", "source", "precision", "restricted"], only=only
        ),
    }
    steps = {cte.alias: cte.this for cte in tree.ctes}
    tree.set("with_", None)
    return with_tables(tree, tables | steps)


BUILT = (
    "object",
    "force",
    "source",
    "precision",
    "restricted",
    "born",
    "began_with",
    "event",
    "valid_from",
    "valid_to",
)


def text_of(
    definition: ObligationDefinition, scope: Scope, shown: Sequence[str], names: Sequence[str], *, now: bool
) -> str:
    """The plan from those tables on."""
    horizon = later_by(Instant(min(scope.at, LAST)), AHEAD)
    limit = timestamp(horizon).sql("duckdb")
    steps = {
        "numbered": numbered(scope.unsaid),
        "armed": ARMED,
        "obligation": obligation(repeats=definition.duty.repeats),
        "anchored": CHAINED if definition.duty.chained else anchored(definition, limit),
        "limited": limited(definition),
        "working": working_table(definition.duty.calendar, london(horizon).date()) if definition.duty.calendar else "",
        "placed": placed(definition),
        **clock(definition),
        **matched(definition, limit),
        "settled": SETTLED,
        "stood": STOOD,
    }
    tables = ", ".join(f"{name} as ({step})" for name, step in steps.items() if step)
    return f"with {tables} {told(scope, shown, names, now=now)}"


NUMBERED = """
    select r.object, r.at, r.event, {entered} as entered_at, a.at is not null as arms,
        row_number() over (partition by r.object order by r.at, a.at is null, r.event) as place
    from require_rows r left join (select distinct object, at, event from arm_rows) a
        on a.object = r.object and a.at = r.at and a.event = r.event"""
ARMED = """
    select a.object, a.at as armed_at, a.event,
        min(greatest(e.valid_from, a.at)) filter (where e.kind = 'until') as until_at,
        min(greatest(e.valid_from, a.at)) filter (where e.kind = 'void') as void_at
    from arm_rows a left join end_rows e on e.object = a.object and e.valid_to > a.at group by all"""
CHAINED = """
    select s.*, s.anchor as held_at, row_number() over story as k, lead(s.anchor) over story as met_at, lead(s.entered) over story as entered_at
    from (
        select o.*, o.armed_at as anchor, cast(null as timestamp) as entered, 0 as place from obligation o
        union all by name
        select o.*, r.at as anchor, r.entered_at as entered, r.place from obligation o join numbered r
            on r.object = o.object and (r.at > o.armed_at or (r.at = o.armed_at and not r.arms))
            and (o.ended_at is null or r.at <= o.ended_at)
    ) s window story as (partition by s.object, s.armed_at, s.event order by s.place)"""


def numbered(unsaid: Sequence[Instant]) -> str:
    """What may meet it, in order; when it was known here is left out where the load did not say when it was written."""
    moments = ", ".join(timestamp(moment).sql("duckdb") for moment in unsaid)
    entered = (
        f"case when not list_contains([{moments}], r.entered_at) then r.entered_at end" if unsaid else "r.entered_at"
    )
    return NUMBERED.format(entered=entered)


def obligation(*, repeats: bool) -> str:
    """What is owed at all: not what has ended when it begins; and what repeats is armed once, until it ends."""
    first = "qualify row_number() over (partition by object, ended_at order by armed_at, event) = 1" if repeats else ""
    return (
        "select * from (select *, least(until_at, void_at) as ended_at from armed)"
        f" where ended_at is null or ended_at > armed_at {first}"
    )


def anchored(definition: ObligationDefinition, limit: str) -> str:
    """Each time it is owed, counted from when it was armed, or from the time of the object that its file names."""
    law, start = definition.duty.file.law_of, definition.duty.file.clock_from
    joined = "".join(f', t."{name}" as "{ITS}{name}"' for name in dict.fromkeys(n for n in (law, start) if n))
    state = "join state_rows t on t.object = o.object and t.valid_from <= o.armed_at and t.valid_to > o.armed_at"
    until = f"least(coalesce(s.ended_at, {limit}), {limit})"
    anchor = f't."{start}"' if start else "o.armed_at"
    return f"""
        select s.*, unnest(generate_series(1, {times(definition.duty, until)})) as k
        from (select o.*, o.armed_at as held_at, {anchor} as anchor{joined} from obligation o {state if joined else ""}) s"""


def limited(definition: ObligationDefinition) -> str:
    """By when each is owed on a clock that never rests, as an instant or in working days."""
    duty, needed = definition.duty, columns_needed(definition.duty)
    there = () if duty.chained else (duty.file.law_of, duty.file.clock_from)
    own = [name for name in needed if name not in there]
    extra = "".join(f', t."{name}" as "{ITS}{name}"' for name in own)
    state = "join state_rows t on t.object = a.object and t.valid_from <= a.held_at and t.valid_to > a.held_at"
    return f"""
        select s.*, {deadline(duty, "exact")} as exact, {deadline(duty, "days")} as days
        from (select a.*{extra} from anchored a {state if own else ""}) s"""


def placed(definition: ObligationDefinition) -> str:
    """The same with working days found in the calendar; what has no limit is not owed."""
    soon = backed("s.due", definition.duty.warn)
    window = backed("s.due", definition.duty.window)
    return f"""
        select *, greatest({soon}, anchor) as soon, greatest({window}, anchor) as window_at, row_number() over () as number
        from (
            select l.*, coalesce(l.exact, {end_of("w.day")}) as due from limited l
            left join working c on c.day = cast({civil("l.anchor")} as date) and l.days is not null
            left join working w on w.works and w.place = c.place + l.days
        ) s where s.due is not null"""


def backed(at: str, limit: Limit | None) -> str:
    """So long before an instant, by London's clock; the instant itself where no length is given."""
    if limit is None:
        return at
    if limit.unit == "hour":
        return f"{at} - to_hours({limit.count})"
    return instant(f"{civil(at)} - to_{limit.unit}s({limit.count})")


def clock(definition: ObligationDefinition) -> dict[str, str]:
    """The moments moved on by the rests that began before the clock had run so far."""
    if definition.duty.pause_while is None:
        return {"clocked": "select * from placed"}
    moved = ", ".join(
        f"make_timestamp(epoch_us({name}) + cast(coalesce(sum(r.length) filter"
        f" (where r.run < epoch_us(p.{name}) - epoch_us(p.anchor)), 0) as bigint)) as {name}"
        for name in ("due", "soon", "window_at")
    )
    return {
        "rested": """
            select p.number, epoch_us(q.valid_to) - epoch_us(greatest(q.valid_from, p.anchor)) as length,
                epoch_us(greatest(q.valid_from, p.anchor)) - epoch_us(p.anchor) - coalesce(sum(
                    epoch_us(q.valid_to) - epoch_us(greatest(q.valid_from, p.anchor))
                ) over (partition by p.number order by q.valid_from rows between unbounded preceding and 1 preceding), 0) as run
            from placed p join rest_rows q on q.object = p.object and q.valid_to > p.anchor""",
        "moved": f"select p.number, {moved} from placed p join rested r using (number) group by p.number, p.anchor, p.due, p.soon, p.window_at",
        "clocked": f"""
            select p.* replace (
                case when m.number is null then p.due when m.due < {FAR} then m.due end as due,
                case when m.number is null then p.soon when m.soon < {FAR} then m.soon end as soon,
                case when m.number is null then p.window_at when m.window_at < {FAR} then m.window_at end as window_at)
            from placed p left join moved m using (number)""",
    }


def matched(definition: ObligationDefinition, limit: str) -> dict[str, str]:
    """What met each of them: in a chain the next there is; else the first that none before it took."""
    alive = f"(ended_at is null or opens < ended_at) and opens <= {limit}"
    if definition.duty.chained:
        return {"matched": f"select * from (select *, anchor as opens from clocked) where {alive}"}
    windowed = definition.duty.window is not None
    opens = "window_at" if windowed else "case when k = 1 then armed_at else lag(due) over (partition by object, armed_at, event order by k) end"  # fmt: skip
    at_once = "r.arms" if windowed else "(o.k > 1 or r.arms)"
    return {
        "opened": f"select * from (select *, {opens} as opens from clocked) where opens is not null and {alive}",
        "firsts": f"""
            select o.number, count(r.place) + 1 as first from opened o left join numbered r
                on r.object = o.object and (r.at < o.opens or (r.at = o.opens and {at_once})) group by o.number""",
        "turned": """
            select o.*, f.first, row_number() over turn as turn from opened o join firsts f using (number)
            window turn as (partition by o.object, o.ended_at order by f.first, o.armed_at, o.event, o.k)""",
        "taken": """
            select *, turn + max(first - turn) over (
                partition by object, ended_at order by turn rows between unbounded preceding and current row) as took
            from turned""",
        "matched": """
            select t.*, r.at as met_at, r.entered_at from taken t
            left join numbered r on r.object = t.object and r.place = t.took and (t.ended_at is null or r.at <= t.ended_at)""",
    }


SETTLED = f"""
    select *, coalesce(met_at, ended_at) as settled_at,
        case when met_at is not null and (due is null or met_at <= due) then
            case when cast({civil("entered_at")} as date) > cast({civil("due")} as date) then 'met_entered_late' else 'met' end
            when met_at is not null then 'met_late' when ended_at is null then null
            when void_at <= ended_at then 'void' when due is null or ended_at <= due then 'void' else 'missed' end as settled,
        row_number() over (partition by object order by opens, due, armed_at, event, k) as which
    from matched"""
STOOD = f"""
    select * from (
        select object, armed_at, opens, due, met_at, entered_at, ended_at, k, which, unnest([
            {{'status': 'to_come', 'since': armed_at, 'until': least(opens, settled_at)}},
            {{'status': 'open', 'since': opens, 'until': least(case when soon > opens then soon when soon is not null then opens end, due, settled_at, {END})}},
            {{'status': 'due_soon', 'since': greatest(soon, opens), 'until': least(due, settled_at, {END})}},
            {{'status': 'overdue', 'since': greatest(due, opens), 'until': least(settled_at, {END})}},
            {{'status': settled, 'since': settled_at,
              'until': case when settled = 'missed' then least(void_at, {END}) else {END} end}},
            {{'status': 'void', 'since': case when settled = 'missed' then void_at end, 'until': {END}}}
        ]) as stretch, soon
        from settled
    ) where stretch['since'] < stretch['until'] and (stretch['status'] <> 'due_soon' or soon is not null)
        and (stretch['status'] <> 'overdue' or due is not null)"""


def told(scope: Scope, shown: Sequence[str], names: Sequence[str], *, now: bool) -> str:
    """The columns asked for, the subject's as they stand at the moment that counts."""
    moment = timestamp(scope.at).sql("duckdb") if now else "greatest(coalesce(o.due, o.armed_at), o.armed_at)"
    given = {
        "object": "o.object || '#' || o.which", "duty_of": "o.object", "duty_number": "o.k", "duty_armed_at": "o.armed_at",
        "duty_opens_at": "o.opens", "duty_due_at": "o.due", "duty_met_at": "o.met_at", "duty_entered_at": "o.entered_at",
        "duty_ended_at": "o.ended_at", "duty_status": "stretch['status']", "valid_from": "stretch['since']",
        "valid_to": "stretch['until']", "born": "true", "began_with": "cast(null as varchar)", "event": "cast(null as varchar)",
        "sign": "1", "known_at": "o.entered_at", "force": "s.force", "source": "s.source", "precision": "s.precision",
        "restricted": "s.restricted", **{name: f's."{name}"' for name in shown},
    }  # fmt: skip
    columns = ", ".join(f'{given[name]} as "{name}"' for name in names)
    return f"""
        select {columns} from stood o left join state_rows s
            on s.object = o.object and s.valid_from <= {moment} and s.valid_to > {moment}"""
