"""Pass 2: named attributes of an owner are copied down to its members, one hop, and a state begins where they change."""

from peeler.definitions.journal import SQL_TYPE
from peeler.definitions.objects import Copy, ObjectDefinition
from peeler.fold.states import own_columns
from peeler.fold.steps import OPEN_END, Step, moment, step
from peeler.terms.clocks import Instant


def roles_of(definition: ObjectDefinition) -> dict[str, list[Copy]]:
    """Owner role -> what is copied from that owner."""
    roles: dict[str, list[Copy]] = {}
    for copy in definition.copies:
        roles.setdefault(copy.role, []).append(copy)
    return roles


def links(definition: ObjectDefinition, role: str) -> str:
    """Members and their owner in one role, while which belief."""
    return (
        f"(select member as object, owner, known_from, known_until from fold_belonging"
        f" where member_type = '{definition.name}' and role = '{role}')"
    )


def copied(copies: list[Copy]) -> str:
    """The owner's copied values as one structure, so that a null among them is a value like any other."""
    inside = ", ".join(f'"{copy.name}" := o."{copy.attribute}"' for copy in copies)
    return f"struct_pack({inside})"


def nothing(copies: list[Copy]) -> str:
    """The same structure of an owner that has no state yet."""
    inside = ", ".join(f'"{copy.name}" := cast(null as {SQL_TYPE[copy.kind]})' for copy in copies)
    return f"struct_pack({inside})"


def member_moments(definition: ObjectDefinition, *, since: Instant | None) -> Step:
    """When belief about a member with an owner changed: its own, its belonging, or its owner's copied attributes."""
    name = definition.name
    own = f"select object, unnest([known_from, known_until]) as k from fold_{name}_first"
    linked = [f"select object, unnest([known_from, known_until]) as k from {links(definition, role)}" for role in roles_of(definition)]
    owned = [
        f"select l.object, unnest([o.known_from, o.known_until]) as k from {links(definition, role)} l"
        f" join fold_{definition.owners[role]}_believed o on o.object = l.owner"
        for role in roles_of(definition)
    ]
    having = " union ".join(f"select object from {links(definition, role)}" for role in roles_of(definition))
    changes = " union all ".join([own, *linked, *owned])
    bounded = f"k >= {moment(since)}" if since is not None else "k is not null"
    before = f" union all select distinct object, {moment(Instant(since - 1))} as k from fold_{name}_first" if since is not None else ""
    return step(f"fold_{name}_member_moment", f"""
        select *, lead(k) over (partition by object order by k) as next_k from (
            select distinct object, k from (select distinct object, k from ({changes}) where {bounded}{before})
            semi join ({having}) h using (object)
        )""")  # fmt: skip


def changes_of(definition: ObjectDefinition, role: str, copies: list[Copy]) -> str:
    """Where, for a member at a moment of belief, what is copied in one role changes; before its first state all is null."""
    name, owner = definition.name, definition.owners[role]
    return f"""
        select object, k, next_k, valid_from, value from (
            select m.object, m.k, m.next_k, o.valid_from, {copied(copies)} as value,
                value is distinct from lag(value, 1, {nothing(copies)}) over (partition by m.object, m.k order by o.valid_from) as changes
            from fold_{name}_member_moment m
            join {links(definition, role)} l on l.object = m.object and l.known_from <= m.k and (l.known_until is null or l.known_until > m.k)
            join fold_{owner}_believed o on o.object = l.owner and o.valid_from < o.valid_to
                and o.known_from <= m.k and (o.known_until is null or o.known_until > m.k)
        ) where changes"""


def merged(definition: ObjectDefinition) -> str:
    """Where members' own states and their owners' changes begin, in one order, with the own state and the copies that hold there."""
    name, roles = definition.name, roles_of(definition)
    parts = [f"""
        select m.object, m.k, m.next_k, f.valid_from, 1 as own_row, f.place, f.place as own_place
        from fold_{name}_member_moment m join fold_{name}_first f on f.object = m.object
            and f.known_from <= m.k and (f.known_until is null or f.known_until > m.k)"""]
    for role, copies in roles.items():
        parts.append(
            f"select object, k, next_k, valid_from, 0 as own_row, 0 as place, value as value_{role} from ({changes_of(definition, role, copies)})"
        )
    carried = ", ".join(f"last_value(value_{role} ignore nulls) over so_far as value_{role}" for role in roles)
    return f"""
        select object, k, next_k, valid_from, lead(valid_from) over whole as next_from, own_row,
            last_value(own_place ignore nulls) over so_far as place, {carried}
        from ({" union all by name ".join(parts)})
        window so_far as (partition by object, k order by valid_from, own_row, place rows between unbounded preceding and current row),
            whole as (partition by object, k order by valid_from, own_row, place)"""


def second_pass(definition: ObjectDefinition, *, since: Instant | None) -> list[Step]:
    """Pass 2 of one object type (nothing but a name where it copies nothing): fold_NAME_believed."""
    name = definition.name
    if not definition.copies:
        return [step(f"fold_{name}_believed", f"select * from fold_{name}_first")]
    begun = {"began_with", "event"}
    kept = ", ".join(
        f'case when p.own_row = 1 then f."{c}" end as "{c}"' if c in begun else f'f."{c}"' for c in own_columns(definition)
    )
    laid = ", ".join(f'p.value_{copy.role}."{copy.name}" as "{copy.name}"' for copy in definition.copies)
    none = ", ".join(f'null as "{copy.name}"' for copy in definition.copies)
    return [
        member_moments(definition, since=since),
        step(f"fold_{name}_believed", f"""
            select {kept}, {laid}, p.place, p.valid_from, coalesce(p.next_from, {OPEN_END}) as valid_to, p.k as known_from,
                p.next_k as known_until, false as plain
            from ({merged(definition)}) p join fold_{name}_first f on f.object = p.object and f.place = p.place
                and f.known_from <= p.k and (f.known_until is null or f.known_until > p.k)
            where p.own_row = 1 or p.next_from is null or p.next_from > p.valid_from
            union all by name
            select *, {none} from fold_{name}_first anti join (select distinct object from fold_{name}_member_moment) using (object)
        """),
    ]  # fmt: skip
