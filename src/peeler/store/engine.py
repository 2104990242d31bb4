"""The engine of the projection: how it is set up, and how a tree or a text is run in it with Arrow tables in view."""

import os
from collections.abc import Callable, Mapping
from typing import TypeVar

import duckdb
import pyarrow as pa
from sqlglot import exp

Cursor = duckdb.DuckDBPyConnection
Fetched = TypeVar("Fetched")
# Beyond this the engine sets what it works on aside in files beside the projection: a rebuild of years of a force goes through on
# a machine that also has other things to do.
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 2 // 5
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "enable_external_access": "false",
    "memory_limit": f"{MEMORY // 2**20}MiB",
    "threads": "1",  # until there is enough to share, see Projection.work_on
    # Moving the log into the file packs the open end of every table anew, some seconds of work: a quarter as often as usual,
    # and what a restart has to read again stays under a second or two.
    "checkpoint_threshold": "64MB",
}  # fmt: skip


def run(
    cursor: Cursor, tree: exp.Expr | str, tables: Mapping[str, pa.Table] | None, fetch: Callable[[Cursor], Fetched]
) -> Fetched:
    """Renders a tree for this engine, runs it with these Arrow tables in view and fetches before they go out of view."""
    names = list(tables or {})
    for name in names:
        cursor.register(name, (tables or {})[name])
    try:
        cursor.execute(tree if isinstance(tree, str) else tree.sql(dialect="duckdb"))
        return fetch(cursor)
    finally:
        for name in names:
            cursor.unregister(name)
