"""Keeps Python from searching for circles of references while many rows or definitions, which hold none, are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """No search for circles in the block: looking takes a third of the time of a load, of handing over or of reading the catalogue.

    Blocks may overlap in several threads: whichever began first begins the search again, a little early for the others.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
