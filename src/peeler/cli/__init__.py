"""Floor 8: all of it from a terminal; each command asks the workspace and prints what comes back."""

from peeler.cli.app import main

__all__ = ["main"]
