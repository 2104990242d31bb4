"""What an owner's copied attributes are, and from when: the points at which they change, each while which belief."""

from peeler.definitions.journal import SQL_TYPE
from peeler.definitions.objects import Copy, ObjectDefinition
from peeler.fold.steps import Step, step


def roles_of(definition: ObjectDefinition) -> dict[str, list[Copy]]:
    """Owner role -> what is copied from that owner."""
    roles: dict[str, list[Copy]] = {}
    for copy in definition.copies:
        roles.setdefault(copy.role, []).append(copy)
    return roles


def copied(copies: list[Copy]) -> str:
    """The owner's copied values as one structure, so that a null among them is a value like any other."""
    inside = ", ".join(f'"{copy.name}" := o."{copy.attribute}"' for copy in copies)
    return f"struct_pack({inside})"


def nothing(copies: list[Copy]) -> str:
    """The same structure of an owner that has no state yet."""
    inside = ", ".join(f'"{copy.name}" := cast(null as {SQL_TYPE[copy.kind]})' for copy in copies)
    return f"struct_pack({inside})"


def links(definition: ObjectDefinition, role: str) -> str:
    """Members and their owner in one role, while which belief."""
    return (
        f"(select member as object, owner, known_from, known_until from fold_belonging"
        f" where member_type = '{definition.name}' and role = '{role}')"
    )


def above(definition: ObjectDefinition, role: str, copies: list[Copy]) -> Step:
    """fold_NAME_above_ROLE: member, point in time, what is copied from then on, and while which belief.

    Before its first point all that is copied is null. The points of an owner whose story only grew follow from its states
    in their order; those of another are looked for at every moment of belief, and what stays the same is one stretch.
    """
    owner, name = definition.owners[role], definition.name
    since_last = f"value is distinct from lag(value, 1, {nothing(copies)}) over"
    return step(f"fold_{name}_above_{role}", f"""
        with link as materialized {links(definition, role)},
        state as materialized (
            select object, place, valid_from, {copied(copies)} as value, known_from, known_until, plain
            from fold_{owner}_believed o semi join (select owner as object from link) using (object) where valid_to > valid_from
        ),
        grown as (
            select object, valid_from, value, known_from, null::timestamp as known_until from (
                select *, {since_last} (partition by object order by place) as changes from (
                    select object, place, valid_from, any_value(value) as value, min(known_from) as known_from
                    from state where plain group by object, place, valid_from
                )
            ) where changes
        ),
        moment as (
            select object, k, lead(k) over (partition by object order by k) as next_k from (
                select distinct object, unnest([known_from, known_until]) as k from state where not plain
            ) where k is not null
        ),
        at_moment as (
            select object, k, next_k, valid_from, value from (
                select m.object, m.k, m.next_k, s.valid_from, s.value,
                    {since_last} (partition by m.object, m.k order by s.valid_from) as changes
                from moment m join state s on s.object = m.object and not s.plain
                    and s.known_from <= m.k and (s.known_until is null or s.known_until > m.k)
            ) where changes
        ),
        revised as (
            select object, valid_from, value, begun as known_from, next_k as known_until from (
                select *, last_value(case when begins then k end ignore nulls) over point as begun from (
                    select *, value is distinct from lag(value) over point or k is distinct from lag(next_k) over point as begins,
                        value is distinct from lead(value) over point or next_k is distinct from lead(k) over point as ends
                    from at_moment window point as (partition by object, valid_from order by k)
                ) window point as (partition by object, valid_from order by k)
            ) where ends
        )
        select l.object, p.valid_from, p.value, greatest(l.known_from, p.known_from) as known_from,
            least(l.known_until, p.known_until) as known_until
        from link l join (select * from grown union all select * from revised) p on p.object = l.owner
            and (p.known_until is null or p.known_until > l.known_from) and (l.known_until is null or l.known_until > p.known_from)
    """)  # fmt: skip


def nothing_above(definition: ObjectDefinition, role: str, copies: list[Copy]) -> Step:
    """The same table, empty: no owner has a state."""
    return step(
        f"fold_{definition.name}_above_{role}",
        f"select null::varchar as object, null::timestamp as valid_from, {nothing(copies)} as value,"
        " null::timestamp as known_from, null::timestamp as known_until where false",
    )
