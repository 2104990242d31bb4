"""The fold itself: an object's events, in the order of ruling 1, become its states by windows that only look back."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlglot import exp

from peeler.definitions.attributes import Attribute
from peeler.definitions.conditions import Condition
from peeler.definitions.journal import SQL_TYPE, state_columns
from peeler.definitions.kinds import Kind
from peeler.definitions.objects import EventDefinition, ObjectDefinition
from peeler.definitions.rendering import executable
from peeler.fold.happenings import lapses
from peeler.fold.reducers import compile_attribute, spoken_in
from peeler.fold.silence import silent, telling
from peeler.fold.steps import OPEN_END, listed, sql
from peeler.terms.identifiers import EventType

Events = Mapping[EventType, EventDefinition]
IN_ORDER = '"at", rank, recorded_at nulls first, id, lapse nulls first'
ORDER = f"order by {IN_ORDER}"
AT = '"at"'
EARLIER = "told_earlier"  # of the same story, where all are in one order
NAMES = ("object", "k", "next_k", '"at"', "rank", "recorded_at", "id", "lapse", "type", "known_from")


def windows(partition: str) -> str:
    """The two windows of the fold: all events up to this one, and all before it."""
    return (
        f"window so_far as (partition by {partition} {ORDER} rows between unbounded preceding and current row),"
        f" before as (partition by {partition} {ORDER} rows between unbounded preceding and 1 preceding),"
        f" whole as (partition by {partition} {ORDER})"
    )


def windows_together(partition: str) -> str:
    """The same windows over all stories in one order, each frame cut where its story begins.

    However few rows there are, the database divides them into parts and gives each part every function anew: with the some
    thousand rows of a batch, that takes three times as long as all the rest.
    """
    order = f"order by {partition}, {IN_ORDER}"
    return (
        f"window so_far as ({order} rows between {EARLIER} preceding and current row),"
        f" before as ({order} rows between {EARLIER} preceding and 1 preceding), whole as ({order})"
    )


def together(source: str, partition: str) -> str:
    """A relation of ordered inputs with how many come earlier in the same story."""
    earlier = f"row_number() over (order by {partition}, {IN_ORDER}) - rank() over (order by {partition})"
    return f"(select *, {earlier} as {EARLIER} from {source})"


def built_in(definition: ObjectDefinition) -> tuple[dict[str, str], dict[str, str]]:
    """What every state has, as (reads, runs): born, force, source and precision of the birth, and whether restricted."""
    birth = f"lapse is null and itself and type in ({listed(definition.births)})"
    reads = {
        "read_born": f"({birth})",
        "birth_force": f'case when {birth} then "force" end',
        "birth_source": f"case when {birth} then source end",
        "birth_precision": f"case when {birth} then precision end",
        "read_restricted": f"case when itself and type = '{definition.name}.restricted' then true"
        f" when itself and type = '{definition.name}.unrestricted' then false end",
    }
    runs = {
        "force": 'coalesce(first_value(birth_force ignore nulls) over so_far, first_value("force") over so_far)',
        "source": "coalesce(first_value(birth_source ignore nulls) over so_far, first_value(source) over so_far)",
        "born": "bool_or(read_born) over so_far",
        "precision": "first_value(birth_precision ignore nulls) over so_far",
        "restricted": "coalesce(last_value(read_restricted ignore nulls) over so_far, false)",
    }
    return reads, runs


def columns(items: Mapping[str, str]) -> str:
    """``expression as name`` for each."""
    return ", ".join(f'{expression} as "{name}"' for name, expression in items.items())


def folded(definition: ObjectDefinition, events: Events, source: str, partition: str, *, few: bool = False) -> str:
    """A select of states from a relation of ordered inputs: state columns, place, at, next_at, k, next_k, known_from, next_known.

    ``few``: written for some thousand rows rather than for millions.
    """
    reducing = [attribute for attribute in definition.attributes if attribute.expression is None]
    spoken = spoken_in(reducing, events)
    compiled = [compile_attribute(attribute, spoken, lapses(definition)) for attribute in reducing]
    reads, runs = built_in(definition)
    reads |= {name: text for one in compiled for name, text in one.reads.items()}
    marks = {name: text for one in compiled for name, text in one.marks.items()}
    runs |= {one.name: one.runs for one in compiled}
    source, order = (together(source, partition), windows_together(partition)) if few else (source, windows(partition))
    kept = ", ".join((*NAMES, EARLIER) if few else NAMES)
    inner = f'select {kept}, "force", source, {columns(reads)} from (select *, {spoken.parsing()} from {source})'
    marked = f"select *, {columns(marks)} from ({inner}) {order}" if marks else inner
    run = (
        f'select object, k, next_k, known_from, "at" as valid_from, {following(AT, few=few)} as next_at,'
        f" {following('known_from', few=few)} as next_known, {f'{EARLIER} + 1' if few else 'row_number() over whole'} as place,"
        f" case when lapse is null then type end as began_with, case when lapse is null then id end as event, {columns(runs)}"
        f" from ({marked}) {order}"
    )
    return with_derived(definition, telling(definition), run)


def following(column: str, *, few: bool) -> str:
    """A column of the next event of the same story; null for the last."""
    lead = f"lead({column}) over whole"
    return f"case when lead({EARLIER}) over whole > 0 then {lead} end" if few else lead


def with_derived(definition: ObjectDefinition, chosen: Sequence[Attribute], run: str) -> str:
    """The running select with those of an object's attributes that are derived laid on, each over those it names."""
    kinds = {attribute.name: attribute.kind for attribute in definition.attributes}
    for layer in layers(chosen):
        derived = {name: f"cast({written(one, named(one, kinds))} as {SQL_TYPE[kinds[name]]})" for name, one in layer}
        run = f"select *, {columns(derived)} from ({run})"
    return run


def layers(attributes: Sequence[Attribute]) -> list[list[tuple[str, Condition]]]:
    """The derived attributes and their expressions, each in the first layer above all those it names: planning takes its time
    for each layer.
    """
    found: list[list[tuple[str, Condition]]] = []
    places: dict[str, int] = {}
    for attribute in attributes:
        if attribute.expression is not None:
            place = max((places[name] + 1 for name in attribute.expression.columns if name in places), default=0)
            places[attribute.name] = place
            if place == len(found):
                found.append([])
            found[place].append((attribute.name, attribute.expression))
    return found


def named(expression: Condition, kinds: Mapping[str, Kind]) -> tuple[tuple[str, Kind], ...]:
    """The attributes an expression names, with their kinds."""
    return tuple(sorted((name, kinds[name]) for name in expression.columns if name in kinds))


@lru_cache(maxsize=5_000)
def written(expression: Condition, kinds: tuple[tuple[str, Kind], ...]) -> str:
    """A derived attribute's expression as SQL, written once: a look-up has many words."""
    return sql(executable(expression.tree, dict(kinds), quoted))


def quoted(name: str) -> exp.Expr:
    """A column by its own name."""
    return exp.column(name, quoted=True)


def carried_columns(definition: ObjectDefinition) -> list[str]:
    """The state columns that differ from state to state: all but those laid on last."""
    laid_last = {attribute.name for attribute in silent(definition)}
    return [name for name in state_columns(definition) if name not in laid_last]


def own_columns(definition: ObjectDefinition) -> list[str]:
    """The carried columns that pass 1 gives: all but the valid times and the copies."""
    copies = {copy.name for copy in definition.copies}
    return [
        name for name in carried_columns(definition) if name not in copies and name not in ("valid_from", "valid_to")
    ]


def ends(next_at: str = "next_at") -> str:
    """When a state ends: where the next begins, else never."""
    return f"coalesce({next_at}, {OPEN_END})"


def lasting() -> str:
    """A state that no event begins is there only for the time in which something has lapsed, so it must have length."""
    return "(began_with is not null or next_at is null or next_at > valid_from)"
