"""One side of a flow as a viewer may be told it: counted once for each version of the journal, small numbers held back."""

from typing import Any

from peeler.answers.desk import Desk
from peeler.answers.policy import least_told
from peeler.answers.progress.asking import Group, Laid
from peeler.answers.progress.flow_answer import MOST_VARIANTS, FlowSide
from peeler.answers.progress.sides import side_of
from peeler.answers.progress.telling import told_side
from peeler.answers.remembering import Remembering
from peeler.plans.flow_counts import counts_of_flow
from peeler.terms.viewers import Viewer


def told(desk: Desk, viewer: Viewer, reading: Remembering, laid: Laid, group: Group) -> FlowSide:
    """One side as the viewer may be told it, worked out once for each version of the journal it is made of (ruling 24)."""
    least, flow, plan = least_told(desk.catalogue, viewer, laid.progress.object.name), group.flow, laid.plan
    where = None if flow.where is None else flow.where.text
    clocks = (plan.at, plan.now, plan.known, plan.withdrawn, plan.coarse, flow.start, flow.end)
    key = ("flow", desk.catalogue.version, viewer.roles, laid.progress.name, laid.by, group.label, where, *clocks)

    def made() -> list[tuple[Any, ...]]:
        side = side_of(laid, group, reading.rows(counts_of_flow(plan, flow, MOST_VARIANTS)))
        return [(side if least is None else told_side(side, least),)]

    ((side,),) = reading.once([laid.progress.object.name], key, made)
    return side  # type: ignore[no-any-return]
