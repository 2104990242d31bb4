"""Pass 1 over two clocks: every state an object was ever believed to have, with the stretch of belief it was held in."""

from peeler.definitions.objects import ObjectDefinition
from peeler.fold.states import ORDER, Events, ends, folded, lasting, own_columns
from peeler.fold.steps import OPEN_END, Step, step


def ordered(definition: ObjectDefinition) -> Step:
    """The objects whose story did not simply grow at its end: late, corrected or withdrawn.

    Two events of one instant that became known one after the other count as late: the first's state was seen to last. So does
    one event that comes to it through two members, if they became members one after the other.
    """
    name = definition.name
    return step(f"fold_{name}_revised", f"""
        select distinct object from (
            select object, known_until, known_from < lag(known_from) over story as out_of_order,
                "at" = lag("at") over story and known_from > lag(known_from) over story as shortened
            from fold_{name}_input window story as (partition by object {ORDER})
        ) where known_until is not null or out_of_order or shortened""")  # fmt: skip


def grown(definition: ObjectDefinition, events: Events) -> str:
    """States of the objects whose story only grew: one fold, from which every past belief follows (ruling 6)."""
    name = definition.name
    source = (
        f"(select *, null::timestamp as k, null::timestamp as next_k from fold_{name}_input"
        f" anti join fold_{name}_revised using (object))"
    )
    columns = ", ".join(f'"{column}"' for column in own_columns(definition))
    return f"""
        with state as materialized ({folded(definition, events, source, "object")})
        select {columns}, place, valid_from, {ends()} as valid_to,
            greatest(known_from, coalesce(next_known, known_from)) as known_from, null::timestamp as known_until, true as plain
        from state where {lasting()}
        union all
        select {columns}, place, valid_from, {OPEN_END} as valid_to, known_from, next_known as known_until, true as plain
        from state where next_known > known_from"""


def revised(definition: ObjectDefinition, events: Events) -> str:
    """States of the objects in fold_NAME_moment: one fold for every moment at which their belief changed."""
    name = definition.name
    source = f"""(
        select i.*, m.k, m.next_k from fold_{name}_moment m join fold_{name}_input i on i.object = m.object
            and i.known_from <= m.k and (i.known_until is null or i.known_until > m.k)
        qualify row_number() over (partition by i.object, m.k, i.seq, i.lapse) = 1)"""
    columns = ", ".join(f'"{column}"' for column in own_columns(definition))
    return f"""
        select {columns}, place, valid_from, {ends()} as valid_to, k as known_from, next_k as known_until, false as plain
        from ({folded(definition, events, source, "object, k")}) where {lasting()}"""


def moments(definition: ObjectDefinition) -> Step:
    """fold_NAME_moment: when belief about each revised object changed."""
    name = definition.name
    chosen = f"select distinct object, k from ({changes(definition)}) semi join fold_{name}_revised using (object)"
    return in_order(name, chosen)


def changes(definition: ObjectDefinition) -> str:
    """Every moment at which belief about an object's story changed."""
    name = definition.name
    return (
        f"select object, known_from as k from fold_{name}_input union all"
        f" select object, known_until as k from fold_{name}_input where known_until is not null"
    )


def in_order(name: str, chosen: str) -> Step:
    """fold_NAME_moment from moments: each with the next of its object."""
    return step(
        f"fold_{name}_moment", f"select *, lead(k) over (partition by object order by k) as next_k from ({chosen})"
    )


def first_pass(definition: ObjectDefinition, events: Events) -> list[Step]:
    """Pass 1 of one object type for the whole history: fold_NAME_first, or where nothing is copied down at once fold_NAME_believed."""
    name = definition.name
    table = f"fold_{name}_first" if definition.copies else f"fold_{name}_believed"
    both = f"with grown as ({grown(definition, events)}), revised as ({revised(definition, events)})"
    return [
        ordered(definition),
        moments(definition),
        step(table, f"{both} select * from grown union all by name select * from revised"),
    ]
