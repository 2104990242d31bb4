"""Who may see what: a viewer's policies become the sight that every plan must carry; without one there is no answer."""

from collections.abc import Mapping

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.comparisons import PolicyDefinition
from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.kinds import Kind
from peeler.plans.scope import EVERYTHING, Sight
from peeler.terms.errors import NotAllowed
from peeler.terms.viewers import Viewer

NOTHING = "false"


def policies_of(catalogue: Catalogue, viewer: Viewer) -> list[PolicyDefinition]:
    """The policies written for one of the viewer's roles; NotAllowed where there is none."""
    found = [policy for policy in catalogue.policies.values() if policy.file.role in viewer.roles]
    if not found:
        roles = ", ".join(viewer.roles) or "none"
        raise NotAllowed(f"{viewer.name} may not see anything here: no policy is written for their roles ({roles})")
    return found


def sight_of(catalogue: Catalogue, viewer: Viewer, object_type: str) -> Sight:
    """What the viewer may see of an object type; NotAllowed where no policy lets them see any (ruling 26)."""
    definition = catalogue.objects[object_type]
    granted = dict.fromkeys(text for _, text in granting(catalogue, viewer, object_type))
    if not granted:
        raise NotAllowed(f"{viewer.name} may not see any {object_type}: no policy for their roles allows it")
    return Sight(tuple(condition(text, definition.columns, object_type) for text in granted))


def granting(catalogue: Catalogue, viewer: Viewer, object_type: str) -> list[tuple[PolicyDefinition, str]]:
    """The viewer's policies that let them see any of an object type, each with its condition."""
    found = [
        (policy, policy.file.see.get(object_type, policy.file.see.get("any")))
        for policy in policies_of(catalogue, viewer)
    ]
    return [(policy, text) for policy, text in found if text is not None and text.strip().lower() != NOTHING]


def least_told(catalogue: Catalogue, viewer: Viewer, object_type: str) -> int | None:
    """The least count the viewer may be told of an object type; None where every count may be told.

    Of several policies, those that let them see everything decide, the mildest of them; else the strictest of all.
    """
    granted = granting(catalogue, viewer, object_type)
    whole = [policy.file.small_numbers or 0 for policy, text in granted if text.strip().lower() == EVERYTHING]
    least = min(whole) if whole else max((policy.file.small_numbers or 0 for policy, _ in granted), default=0)
    return least or None


def condition(text: str, columns: Mapping[str, Kind], object_type: str) -> Condition:
    """A policy's condition, checked when the catalogue was read and so known to be good."""
    return parse_condition(text, columns, where=f"policies: see.{object_type}")


def may_see_personal(catalogue: Catalogue, viewer: Viewer) -> bool:
    """Whether one of the viewer's policies lets them read personal values and the texts of quarantined rows."""
    return any(policy.file.personal for policy in policies_of(catalogue, viewer))
