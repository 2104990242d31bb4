"""The access log, written once for every question, for a named viewer, before it is answered."""

from collections.abc import Mapping

from peeler.answers.desk import Desk
from peeler.terms.events import Json
from peeler.terms.viewers import Viewer


def note(desk: Desk, viewer: Viewer, asked: str, about: Mapping[str, Json]) -> None:
    """Notes who asks what; what is not said (None, nothing) is left out. It may name objects, never personal data."""
    said = {name: value for name, value in about.items() if value not in (None, "", (), [])}
    desk.durable.access.note(viewer.name, {"asks": asked, "roles": list(viewer.roles), **said}, at=desk.now)
