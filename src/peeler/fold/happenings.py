"""Which events tell the story of which object, and while which belief: its own, and those of its members."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peeler.definitions.objects import ObjectDefinition
from peeler.fold.steps import Step, listed, step
from peeler.terms.clocks import Length
from peeler.terms.identifiers import EventType

Objects = Mapping[str, ObjectDefinition]
IN_ROLE = "in_"
FOREIGN_RANK, LAPSE_RANK = 10_000, -1  # what lapses at an instant has lapsed for everything that happens at it


@dataclass(frozen=True)
class Lapse:
    """A ``within`` period of an object: after it, an event of these types stops counting, so a state begins there."""

    number: int
    length: Length
    events: tuple[EventType, ...]


def belonging(objects: Objects) -> Step:
    """Who belongs to whom while which belief: by the first birth event that stands (ruling 4)."""
    births = (
        " union all ".join(births_of(definition) for definition in objects.values() if definition.owners) or NO_BIRTHS
    )
    return step("fold_belonging", f"""
        with every as materialized ({births}),
        several as materialized (select member_type, member, role from every group by all having count(*) > 1),
        birth as (select * from every semi join several using (member_type, member, role)),
        moment as (
            select distinct member_type, member, role, k from (
                select member_type, member, role, unnest([known_at, dead_from]) as k from birth
            ) where k is not null
        ),
        stretch as (
            select *, lead(k) over (partition by member_type, member, role order by k) as until_k from moment
        )
        select member_type, member, role, owner_type, known_at as known_from, dead_from as known_until, owner
        from every anti join several using (member_type, member, role) where owner is not null
        union all by name
        select * from (
            select m.member_type, m.member, m.role, b.owner_type, m.k as known_from, m.until_k as known_until,
                arg_min_null(b.owner, {{'at': b.at, 'rank': b.rank, 'recorded_at': coalesce(b.recorded_at, {NEVER_SAID}), 'id': b.id}}) as owner
            from stretch m join birth b on b.member_type = m.member_type and b.member = m.member and b.role = m.role
                and b.known_at <= m.k and (b.dead_from is null or b.dead_from > m.k)
            group by m.member_type, m.member, m.role, b.owner_type, m.k, m.until_k
        ) where owner is not null""")  # fmt: skip


NEVER_SAID = "timestamp '0001-01-01'"
NO_BIRTHS = (
    "select null::varchar as member_type, null::varchar as member, null::varchar as role, null::varchar as owner_type,"
    " null::varchar as owner, null::timestamp as at, null::bigint as rank, null::timestamp as recorded_at,"
    " null::varchar as id,"
    " null::timestamp as known_at, null::timestamp as dead_from where false"
)


def births_of(definition: ObjectDefinition) -> str:
    """The birth events of one type, each with the owner it names in every role that owns: the first by id, null for none."""
    ranked = listed([event for event in definition.events if event in definition.births])
    roles = " union all ".join(
        f"select '{definition.name}' as member_type, m.object as member, '{role}' as role, '{owner}' as owner_type,"
        f" o.object as owner, e.at, list_position([{ranked}], e.type) as rank, e.recorded_at, e.id, e.known_at, e.dead_from"
        f" from fold_event e"
        f" join fold_naming m on m.seq = e.seq and m.role = '{definition.name}' and m.object_type = '{definition.name}'"
        f" left join (select seq, min(object) as object from fold_naming"
        f" where role = '{role}' and object_type = '{owner}' group by seq) o on o.seq = e.seq"
        f" where e.type in ({ranked}) and e.at is not null"
        f" and (e.dead_from is null or e.dead_from > e.known_at)"
        for role, owner in definition.owners.items()
    )
    return f"select * from ({roles})"


def with_births(objects: Objects, born: frozenset[str]) -> Objects:
    """Those of the object types of which a birth is at hand."""
    return {name: objects[name] for name in objects if name in born}


def paths_down(objects: Objects, owner: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every way down from an object type: ((member type, role), ...) from nearest to farthest; hubs are not gone through."""
    for name, definition in objects.items():
        for role, owner_type in definition.owners.items():
            if owner_type == owner and not definition.file.hub:
                yield ((name, role),)
                for deeper in paths_down(objects, name):
                    yield ((name, role), *deeper)


def descent(path: tuple[tuple[str, str], ...], owner: str) -> str:
    """Owner, farthest member, and while which belief all the links between them stand."""
    joins = [
        f"join fold_belonging b{place} on b{place}.owner_type = b{place - 1}.member_type"
        f" and b{place}.owner = b{place - 1}.member"
        for place in range(1, len(path))
    ]
    links = [f"b{place}.member_type = '{name}' and b{place}.role = '{role}'" for place, (name, role) in enumerate(path)]
    froms = ", ".join(f"b{place}.known_from" for place in range(len(path)))
    untils = ", ".join(f"b{place}.known_until" for place in range(len(path)))
    last = len(path) - 1
    return (
        f"select b0.owner as object, b{last}.member_type, b{last}.member, greatest({froms}) as link_from,"
        f" least({untils}) as link_until from fold_belonging b0 {' '.join(joins)} where b0.owner_type = '{owner}' and {' and '.join(links)}"
    )


def lapses(definition: ObjectDefinition) -> tuple[Lapse, ...]:
    """The distinct ``within`` periods of an object, with all event types they concern."""
    events: dict[str, tuple[Length, set[EventType]]] = {}
    for attribute in definition.attributes:
        if attribute.within:
            events.setdefault(str(attribute.within), (attribute.within, set()))[1].update(
                i.event for i in attribute.inputs
            )
    return tuple(Lapse(n, length, tuple(sorted(types))) for n, (length, types) in enumerate(events.values(), start=1))


def own_happenings(definition: ObjectDefinition) -> str:
    """The events that name an object of this type (a hub hears its own types only), and whether as the object itself."""
    heard = f"and e.type in ({listed(tuple(definition.events))})" if definition.file.hub else ""
    return (
        f"select n.object, e.seq, e.known_at as known_from, e.dead_from as known_until, bool_or(n.role = '{definition.name}') as itself"
        f" from fold_naming n join fold_event e using (seq) where n.object_type = '{definition.name}'"
        f" and e.at is not null and (e.dead_from is null or e.dead_from > e.known_at) {heard} group by all"
    )


def happenings(members: Objects, definition: ObjectDefinition) -> Step:
    """fold_NAME_happening: object, event, and from when until when it is believed to have happened to it; ``members``: the
    types that may belong to one of them.
    """
    return step(f"fold_{definition.name}_happening", happened(members, definition))


def story(objects: Objects, members: Objects, definition: ObjectDefinition) -> Step:
    """fold_NAME_input of the objects in fold_target alone; ``members``: the types that may belong to one of them."""
    name = definition.name
    only = f"where object in (select object from fold_target where object_type = '{name}')"
    return step(
        f"fold_{name}_input",
        f"with fold_{name}_happening as (select * from ({happened(members, definition)}) {only}) {read(objects, definition)}",
    )


def happened(members: Objects, definition: ObjectDefinition) -> str:
    """A select of what happened to objects of a type: their own events, and those of their members of these types."""
    paths = [] if definition.file.hub else list(paths_down(members, definition.name))
    if not paths:
        return own_happenings(definition)
    downs = " union all ".join(descent(path, definition.name) for path in paths)
    return f"""
        with own as ({own_happenings(definition)}),
        down as ({downs}),
        inherited as (
            select distinct d.object, e.seq, greatest(e.known_at, d.link_from) as known_from,
                least(e.dead_from, d.link_until) as known_until, false as itself
            from down d join fold_naming n on n.object_type = d.member_type and n.object = d.member
            join fold_event e on e.seq = n.seq and e.at is not null
            anti join own on own.object = d.object and own.seq = e.seq
        )
        select * from own union all select * from inherited where known_until is null or known_until > known_from
    """


def ranks(objects: Objects, definition: ObjectDefinition) -> dict[EventType, int]:
    """The rank of every event type for this object: its own in the order listed, then all others in a fixed order."""
    own = {event: place for place, event in enumerate(definition.events)}
    foreign = [event for name in sorted(objects) for event in objects[name].events if event not in own]
    return {**own, **{event: FOREIGN_RANK + place for place, event in enumerate(foreign)}}


def later(at: str, length: Length) -> str:
    """SQL for some calendar length later: hours as they pass; days and more by London's calendar, clamped to a month's end.

    A clock time that comes twice that day, or never, is read as the later of the two instants it may be.
    """
    interval = f"interval '{length.count} {length.unit}'"
    if length.unit == "hour":
        return f"{at} + {interval}"
    civil = f"timezone('Europe/London', timezone('UTC', {at}))"
    return f"timezone('UTC', timezone('Europe/London', {civil} + {interval}))"


def inputs(objects: Objects, definition: ObjectDefinition) -> Step:
    """fold_NAME_input: what the fold reads."""
    return step(f"fold_{definition.name}_input", read(objects, definition))


def read(objects: Objects, definition: ObjectDefinition) -> str:
    """A select of every happening with its event and rank, the objects in roles that attributes read, and a row where
    something lapses.
    """
    ranked = ", ".join(f"('{event}', {rank})" for event, rank in ranks(objects, definition).items())
    columns = 'e.recorded_at, e.id, e.type, e."force", e.source, e.precision, e.data'
    lapsing = "".join(
        f" union all select h.*, {later('e.at', lapse.length)} as at, {LAPSE_RANK} as rank, {lapse.number} as lapse,"
        f" {columns} from fold_{definition.name}_happening h join fold_event e using (seq)"
        f" where e.type in ({listed(lapse.events)})"
        for lapse in lapses(definition)
    )
    happened = (
        f"select h.*, e.at, r.rank, null::integer as lapse, {columns}"
        f" from fold_{definition.name}_happening h join fold_event e using (seq)"
        f" join (values {ranked}) r(type, rank) on r.type = e.type {lapsing}"
    )
    roles = roles_read(objects, definition)
    return f"select * from ({happened}) {' '.join(map(naming, roles))}" if roles else happened


def roles_read(objects: Objects, definition: ObjectDefinition) -> list[str]:
    """The roles whose object an attribute of this type reads, in order of name."""
    read = {
        word
        for attribute in definition.attributes
        for part in attribute.inputs
        for word in {str(part.field), *(attribute.where.columns if attribute.where else ())}
        if (told := objects.get(part.event.split(".")[0])) and word in told.events[part.event].roles
    }
    return sorted(read)


def naming(role: str) -> str:
    """The object in a role, of several the first by id, joined to events as the column in_ROLE."""
    named = f"select seq, min(object) as \"{IN_ROLE}{role}\" from fold_naming where role = '{role}' group by seq"
    return f"left join ({named}) using (seq)"
