"""Pass 2: named attributes of an owner are copied down to its members, one hop, and a state begins where they change."""

from peeler.definitions.journal import SQL_TYPE
from peeler.definitions.objects import ObjectDefinition
from peeler.fold.above import above, roles_of
from peeler.fold.states import own_columns
from peeler.fold.steps import BEFORE, OPEN_END, SINCE, Step, step

BEGUN = ("began_with", "event")


def second_pass(definition: ObjectDefinition) -> list[Step]:
    """Pass 2 of one object type for the whole history, none where it copies nothing: fold_NAME_believed."""
    if not definition.copies:
        return []
    return [
        *(above(definition, role, copies) for role, copies in roles_of(definition).items()),
        *laying(definition, batch=False),
    ]


def laying(definition: ObjectDefinition, *, batch: bool) -> list[Step]:
    """The copies laid over fold_NAME_first: fold_NAME_believed."""
    name = definition.name
    untouched = f"select *, {nothing_copied(definition)} from fold_{name}_first"
    return [
        changing(definition, batch=batch),
        moments(definition, batch=batch),
        step(f"fold_{name}_believed", f"""
            {settled(definition)}
            union all by name {unsettled(definition)}
            union all by name {untouched} anti join fold_{name}_owned using (object)
        """),
    ]  # fmt: skip


def nothing_copied(definition: ObjectDefinition) -> str:
    """The copies of a member that has nothing to copy."""
    return ", ".join(f'cast(null as {SQL_TYPE[copy.kind]}) as "{copy.name}"' for copy in definition.copies)


def points(definition: ObjectDefinition, columns: str) -> str:
    """All points of all roles: the named columns, and ``value_ROLE`` for each role."""
    return " union all by name ".join(
        f"select {columns}, value as value_{role} from fold_{definition.name}_above_{role}"
        for role in roles_of(definition)
    )


def changing(definition: ObjectDefinition, *, batch: bool) -> Step:
    """fold_NAME_owned: members with something copied; whether what is copied, or their own story, was ever seen otherwise, and
    whether it may change after their story began.

    Where it was not, since before the member was known, each of its beliefs can be laid over the same copies at once. In a
    batch the members of which that is not so were found before they were folded.
    """
    name = definition.name
    otherwise = " or p.known_from > first_known or coalesce(p.known_until > first_known, false)"
    return step(f"fold_{name}_owned", f"""
        select object, bool_or(p.valid_from > first_from) as cut, bool_or(not plain{"" if batch else otherwise}) as changing
        from ({points(definition, 'object, valid_from, known_from, known_until')}) p join (
            select object, min(known_from) as first_known, min(valid_from) as first_from, bool_and(plain) as plain
            from fold_{name}_first group by object
        ) f using (object)
        group by object""")  # fmt: skip


def laid(definition: ObjectDefinition) -> str:
    """Each copy out of its role's structure."""
    return ", ".join(f'p.value_{copy.role}."{copy.name}" as "{copy.name}"' for copy in definition.copies)


def kept(definition: ObjectDefinition, own_row: str) -> str:
    """The member's own columns; a row that a copy begins is no happening."""
    columns = own_columns(definition)
    return ", ".join(f'case when {own_row} then f."{c}" end as "{c}"' if c in BEGUN else f'f."{c}"' for c in columns)


def carried(definition: ObjectDefinition) -> str:
    """What each role's structure last was, up to a point."""
    return ", ".join(
        f"last_value(value_{role} ignore nulls) over so_far as value_{role}" for role in roles_of(definition)
    )


def settled(definition: ObjectDefinition) -> str:
    """Beliefs of members whose copies never changed since they were known: own states cut where what is copied changes."""
    name, roles = definition.name, roles_of(definition)
    together = ", ".join(f"any_value(value_{role}) as value_{role}" for role in roles)
    nothing_yet = ", ".join(f"null as value_{role}" for role in roles)
    inside = "p.a > f.valid_from and p.a < f.valid_to"
    return f"""
        select {kept(definition, "p.a <= f.valid_from")}, {laid(definition)}, f.place, greatest(f.valid_from, p.a) as valid_from,
            least(f.valid_to, p.b) as valid_to, f.known_from, f.known_until, not p.cut as plain
        from fold_{name}_first f join (
            select object, cut, valid_from as a,
                coalesce(lead(valid_from) over (partition by object order by valid_from), 'infinity') as b, {carried(definition)}
            from (
                select object, valid_from, {together} from ({points(definition, "object, valid_from, known_until")})
                where known_until is null group by object, valid_from
                union all
                select object, '-infinity'::timestamp, {nothing_yet} from fold_{name}_owned
            ) join (select object, cut from fold_{name}_owned where not changing) using (object)
            window so_far as (partition by object order by valid_from rows between unbounded preceding and current row)
        ) p on p.object = f.object and (p.a <= f.valid_from and f.valid_from < p.b or {inside})"""


def moments(definition: ObjectDefinition, *, batch: bool) -> Step:
    """When belief about each other member changed: its own, its belonging, or what is copied; one just before a batch too."""
    name = definition.name
    changes = (
        f"select object, unnest([known_from, known_until]) as k from fold_{name}_first union all"
        f" select object, unnest([known_from, known_until]) as k from ({points(definition, 'object, known_from, known_until')})"
    )
    bounded = f"k >= {SINCE}" if batch else "k is not null"
    before = f" union all select object, {BEFORE} as k from fold_{name}_first" if batch else ""
    return step(f"fold_{name}_member_moment", f"""
        select *, lead(k) over (partition by object order by k) as next_k from (
            select distinct object, k from (select * from ({changes}) where {bounded}{before})
            semi join (select object from fold_{name}_owned where changing) using (object)
        )""")  # fmt: skip


def unsettled(definition: ObjectDefinition) -> str:
    """Beliefs of the other members: at each moment, own states and points of change in one order, each with what holds there."""
    name, roles = definition.name, roles_of(definition)
    parts = [
        f"""
        select m.object, m.k, m.next_k, f.valid_from, 1 as own_row, f.place, f.place as own_place
        from fold_{name}_member_moment m join fold_{name}_first f on f.object = m.object and {standing("f")}"""
    ]
    parts += [
        f"select m.object, m.k, m.next_k, a.valid_from, 0 as own_row, 0 as place, a.value as value_{role}"
        f" from fold_{name}_member_moment m join fold_{name}_above_{role} a on a.object = m.object and {standing('a')}"
        for role in roles
    ]
    order = "partition by object, k order by valid_from, own_row, place"
    return f"""
        select {kept(definition, "p.own_row = 1")}, {laid(definition)}, p.place, p.valid_from,
            coalesce(p.next_from, {OPEN_END}) as valid_to, p.k as known_from, p.next_k as known_until, false as plain
        from (
            select object, k, next_k, valid_from, lead(valid_from) over whole as next_from, own_row,
                last_value(own_place ignore nulls) over so_far as place, {carried(definition)}
            from ({" union all by name ".join(parts)})
            window so_far as ({order} rows between unbounded preceding and current row), whole as ({order})
        ) p join fold_{name}_first f on f.object = p.object and f.place = p.place
            and f.known_from <= p.k and (f.known_until is null or f.known_until > p.k)
        where p.own_row = 1 or p.next_from is null or p.next_from > p.valid_from"""


def standing(alias: str) -> str:
    """That a row is believed at the moment ``m.k``."""
    return f"{alias}.known_from <= m.k and ({alias}.known_until is null or {alias}.known_until > m.k)"
