"""Who asks: every answer and every decision is given to a named viewer with roles."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or a programme that asks: a name for the access log, and the roles policies are written for."""

    name: str
    roles: tuple[str, ...]


LOCAL = "local"


def local_viewer(name: str) -> Viewer:
    """Whoever runs Peeler on their own machine, by the name of their account there."""
    return Viewer(name, (LOCAL,))
