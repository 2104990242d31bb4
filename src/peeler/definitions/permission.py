"""Who may decide what, as the policies say; whoever no policy names may decide nothing."""

from peeler.definitions.catalogue import Catalogue
from peeler.terms.errors import NotAllowed
from peeler.terms.viewers import Viewer


def require_decision(catalogue: Catalogue, viewer: Viewer, what: str) -> None:
    """NotAllowed unless a policy for one of the viewer's roles lists this decision."""
    allowed = (policy.file for policy in catalogue.policies.values() if policy.file.role in viewer.roles)
    if not any(what in policy.decide for policy in allowed):
        raise NotAllowed(
            f"{viewer.name} may not {what.replace('_', ' ')}; no policy for the roles {', '.join(viewer.roles) or 'none'} allows it"
        )
