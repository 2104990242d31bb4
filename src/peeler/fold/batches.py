"""The fold of the few objects a batch touches: the same fold, with whatever this batch has no need of left out.

Most stories only grow at their end. Of those, one fold gives what was believed before the batch and since: each state was open
until the next one became known. The others are folded at the moment just before the batch and at each of its moments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from peeler.definitions.objects import ObjectDefinition
from peeler.fold.above import above, nothing_above, roles_of
from peeler.fold.beliefs import changes, in_order
from peeler.fold.copies import laying, nothing_copied, points
from peeler.fold.happenings import Objects, paths_down, story, with_births
from peeler.fold.states import IN_ORDER, ends, folded, lasting, own_columns
from peeler.fold.steps import BEFORE, OPEN_END, SINCE, Step, step
from peeler.fold.writing import believed, complete, events_of, runs, spoken_of, withdrawn
from peeler.terms.identifiers import EventType

NEWS = f"known_from >= {SINCE}"


class AtHand(NamedTuple):
    """What the statements of a batch depend on: the event types at hand, the object types of which a birth is at hand, and
    whether other types of the batch copy from this one, and so need all of its states.
    """

    present: frozenset[EventType]
    born: frozenset[str]
    copied: bool


class Need(NamedTuple):
    """What the stories of a batch need: whether any was ``revised``, and whether anything is ``copied`` down to their objects."""

    revised: bool
    copied: bool


@dataclass(frozen=True, eq=False)
class BatchFold:
    """The fold of one object type in a batch, in three parts: ``story``, then what comes from ``above``, then ``states``."""

    objects: Objects
    name: str
    shape: AtHand

    @cached_property
    def definition(self) -> ObjectDefinition:
        """The object as these events can tell it."""
        return spoken_of(self.objects, self.name, self.shape.present)

    @cached_property
    def story(self) -> Step:
        """fold_NAME_input of the objects in fold_target; where it is empty, nothing of the type is to do."""
        return story(self.objects, with_births(self.objects, self.shape.born), self.definition)

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The roles from which something may be copied here, each with the owner's type."""
        owners = self.definition.owners
        return {role: owners[role] for role in roles_of(self.definition)} if self.name in self.shape.born else {}

    @lru_cache(maxsize=5_000)  # noqa: B019  (a BatchFold lives as long as its catalogue)
    def above(self, role: str, *, told: bool) -> Step:
        """fold_NAME_above_ROLE; empty where the owners' type has no states here (not ``told``)."""
        copies = roles_of(self.definition)[role]
        return above(self.definition, role, copies) if told else nothing_above(self.definition, role, copies)

    def news(self, role: str) -> str:
        """How many points above changed in the batch."""
        return (
            f"select count(*) from fold_{self.name}_above_{role} where known_from >= {SINCE} or known_until >= {SINCE}"
        )

    @lru_cache(maxsize=5_000)  # noqa: B019
    def revised(self, *, copied: bool) -> Step:
        """fold_NAME_revised: the objects whose story did not simply grow since just before the batch, or their copies did not."""
        return revised(self.definition, copied=copied)

    @lru_cache(maxsize=5_000)  # noqa: B019
    def states(self, need: Need) -> tuple[tuple[Step, ...], str]:
        """The steps to fold_NAME_believed (and fold_NAME_run), and a select of what they change in the journal."""
        definition, table = self.definition, f"fold_{self.name}_{'first' if need.copied else 'believed'}"
        states = first(definition, self.objects, need, everything=self.shape.copied)
        if not any(need) and not self.shape.copied:
            return (), f"with {table} as materialized ({states}) {difference(definition, run=False)}"
        steps = [
            *([moments(definition)] if need.revised else []),
            step(table, states),
            *(laying(definition, batch=True) if need.copied else []),
            *([runs(definition)] if any(need) else []),
        ]
        return tuple(steps), difference(definition, run=any(need))

    @cached_property
    def asks_who_belongs(self) -> bool:
        """Whether a member's events may be part of a story here."""
        members = with_births(self.objects, self.shape.born)
        return not self.objects[self.name].file.hub and any(paths_down(members, self.name))


def revised(definition: ObjectDefinition, *, copied: bool) -> Step:
    """fold_NAME_revised of a batch: what was known just before it counts as known all at once.

    Late, corrected or withdrawn; two events of one instant known one after the other; one event that comes through two
    members; or (``copied``) what is copied from above changed since the object was known.
    """
    name = definition.name
    stories = f"""
        select distinct object from (
            select object, known_until is not null or (object = lag(object) over story and (k < lag(k) over story
                or ("at" = lag("at") over story and k > lag(k) over story)
                or (seq = lag(seq) over story and lapse is not distinct from lag(lapse) over story))) as otherwise
            from (
                select *, greatest(known_from, {BEFORE}) as k from fold_{name}_input
                where known_until is null or known_until > {BEFORE}
            ) window story as (order by object, {IN_ORDER})
        ) where otherwise"""
    if not copied:
        return step(f"fold_{name}_revised", stories)
    return step(f"fold_{name}_revised", f"""
        {stories} union
        select object from ({points(definition, "object, known_from, known_until")}) p join (
            select object, greatest(min(known_from), {BEFORE}) as first_known from fold_{name}_input group by object
        ) using (object) where p.known_from > first_known or p.known_until > first_known""")  # fmt: skip


def moments(definition: ObjectDefinition) -> Step:
    """fold_NAME_moment of a batch: of each revised object, just before the batch, and when belief about it changed since."""
    name = definition.name
    chosen = (
        f"select distinct object, k from ({changes(definition)}) semi join fold_{name}_revised using (object) where k >= {SINCE}"
        f" union all select distinct object, {BEFORE} from fold_{name}_input semi join fold_{name}_revised using (object)"
        f" where known_from <= {BEFORE}"
    )
    return in_order(name, chosen)


def first(definition: ObjectDefinition, objects: Objects, need: Need, *, everything: bool) -> str:
    """A select of fold_NAME_first of a batch, or where nothing is copied down at once of fold_NAME_believed: one fold for all.

    Of an object whose story only grew, what the batch changes; with ``everything`` all its states as they are believed now.
    """
    name = definition.name
    columns = ", ".join(f'"{column}"' for column in own_columns(definition))
    others = "" if need.copied or not definition.copies else f", {nothing_copied(definition)}"
    ended = "greatest(known_from, coalesce(next_known, known_from))"
    told = f"select {columns}, place, valid_from"
    lengthened = f"where k is null and next_known > known_from and next_known >= {SINCE}"
    news = "" if everything else f" and {ended} >= {SINCE}"
    now = f"{ended} as known_from, null::timestamp as known_until, true as plain"
    parts = [
        f"{told}, {ends()} as valid_to, {now}{others} from state where k is null and {lasting()}{news}",
        f"{told}, {OPEN_END} as valid_to, known_from, next_known as known_until, true as plain{others} from state {lengthened}",
    ]
    if need.revised:
        then = "k as known_from, next_k as known_until, false as plain"
        parts.append(f"{told}, {ends()} as valid_to, {then}{others} from state where k is not null and {lasting()}")
    states = folded(definition, events_of(objects), source(name, revised=need.revised), "object, k", few=True)
    return f"with state as materialized ({states}) {' union all '.join(parts)}"


def source(name: str, *, revised: bool) -> str:
    """What is folded: stories that only grew once, without a moment; the others as they stood at each of theirs."""
    grown = (
        f"select *, null::timestamp as k, null::timestamp as next_k from fold_{name}_input where known_until is null"
    )
    if not revised:
        return f"({grown})"
    return f"""(
        {grown} and object not in (select object from fold_{name}_revised)
        union all
        select i.*, m.k, m.next_k from fold_{name}_moment m join fold_{name}_input i on i.object = m.object
            and i.known_from <= m.k and (i.known_until is null or i.known_until > m.k)
        qualify row_number() over (partition by i.object, m.k, i.seq, i.lapse) = 1)"""


def difference(definition: ObjectDefinition, *, run: bool) -> str:
    """A select of what a batch changes: signed rows; ``run``: some are in fold_NAME_run."""
    begun, ended = believed(definition, NEWS, run=run), withdrawn(definition, f"known_until >= {SINCE}", run=run)
    return complete(definition, f"{begun} union all {ended}")
