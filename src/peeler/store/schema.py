"""The tables of the durable file, in the order a newcomer should read them."""

import sqlite3
from pathlib import Path

from peeler.terms.errors import RequestError

VERSION = 3
APPLICATION = 0x5065656C  # "Peel"

# What each version added: a file of the version before is brought up to it when it is opened to be written.
CURSOR = """
create table source_cursor (
  source text not null, list text not null, cursor text not null, heard_at integer not null, whole_at integer,
  primary key (source, list)) strict, without rowid"""
ADDED = {3: CURSOR}

TABLES = f"""
-- What the file knows about itself: workspace, key_check, live, cleaning.
create table meta (name text primary key, value text not null) strict, without rowid;

-- THE LEDGER. One row a commit; chain = digest of the chain before it and of every event of this commit.
create table ledger_commit (
  number integer primary key, known_at integer not null unique, founding integer not null, first integer not null,
  last integer not null, events integer not null, chain blob not null) strict;

-- Which object type each role had: one row for each combination, so that an event needs only its number.
create table role_types (number integer primary key, types text not null unique) strict;

-- The source rows events were made from; text is null once erased. short: place in a small index, see marks.py.
create table kept_row (number integer primary key, short integer not null, mark blob not null, text text) strict;
create index kept_row_by_mark on kept_row (short);
create table kept_row_subject (subject text, row integer references kept_row, primary key (subject, row))
  strict, without rowid;

-- Every accepted event for good. content: digest of all the source said. again: the id was known before.
create table event (
  seq integer primary key, id text not null, short integer not null, type text not null, force text not null,
  at integer,  precision text not null, recorded_at integer, source text not null, actor text, objects text not null,
  role_types integer not null references role_types, data text not null, replaces text, retracts text,
  content blob not null, known_at integer not null, row integer references kept_row, again integer not null) strict;
create index event_by_id on event (short);
create index event_again on event (id) where again = 1;
create index event_correcting on event (coalesce(replaces, retracts)) where coalesce(replaces, retracts) is not null;
create index event_unplaced on event (at) where at is null;

-- Which events name an object, in which role; own: the event is of the object's own types. They stand apart, because a
-- team or a month of publication is named by thousands of events of which it hears none but its own.
create table naming (
  object_type text, object text, own integer, seq integer, role text, primary key (object_type, object, own, seq, role))
  strict, without rowid;

-- What each source said last.
create table source_speech (
  source text primary key, known_at integer not null, at integer, events integer not null) strict, without rowid;

-- How far a live feed has been read (a poll's cursor, as JSON; '{{}}' for a push), when it was last heard, if only to say
-- that there is nothing new, and when its whole list was last read.{CURSOR};

-- PEOPLE. Personal values and free text, apart, so that they can be erased; and what has been erased.
create table personal_value (
  number integer primary key, seq integer not null references event, field text not null, subject text not null,
  text text not null) strict;
create index personal_value_by_subject on personal_value (subject);
create index personal_value_by_event on personal_value (seq);
create table erased_subject (subject text primary key) strict, without rowid;
create table erased_text (mark blob primary key) strict, without rowid;

-- SOURCES. Snapshot lists: a list holds the last change of every entry up to it, in the order (dated, issue).
create table list_scope (
  number integer primary key, source text not null, list text not null, scope text not null,
  unique (source, list, scope)) strict;
create table snapshot (
  number integer primary key, list_scope integer not null references list_scope, dated text not null,
  issue integer not null, digest blob not null, rows integer not null, known_at integer not null,
  unique (list_scope, dated, issue)) strict;
create table snapshot_change (
  list_scope integer, entry blob, snapshot integer references snapshot, content blob,
  primary key (list_scope, entry, snapshot)) strict, without rowid;

create table quarantined (
  number integer primary key, mark blob not null unique, known_at integer not null, source text not null,
  file text not null, position integer, reason text not null, text text, mended_at integer) strict;
create table quarantined_subject (subject text, quarantined integer references quarantined,
  primary key (subject, quarantined)) strict, without rowid;

create table file_account (
  number integer primary key, known_at integer not null, source text not null, file text not null, list text not null,
  read integer not null, accepted integer not null, duplicate integer not null, quarantined integer not null,
  withdrawn integer not null, dated text not null) strict;

-- Reference tables, each with its vintage.
create table reference_table (
  number integer primary key, name text not null, vintage text not null, rows integer not null,
  known_at integer not null, unique (name, vintage)) strict;
create table reference_row (
  number integer primary key, reference_table integer not null references reference_table, force text not null,
  first text not null, last text not null, dimensions text not null, value integer not null) strict;
create index reference_row_by_table on reference_row (reference_table);

-- WHO ASKED, WHO DECIDED, BY WHICH DEFINITION. The access log has a chain of its own, one link a row.
create table access (
  number integer primary key, at integer not null, viewer text not null, question text not null,
  chain blob not null) strict;
create table decision (
  number integer primary key, known_at integer not null, kind text not null, who text not null, about text not null,
  why text not null, result text not null) strict;
create table kept_definition (
  hash text primary key, kind text not null, name text not null, text text not null,
  first_kept integer not null) strict;
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Makes every table, inside the transaction that is open."""
    for statement in TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(f"pragma application_id = {APPLICATION}")
    connection.execute(f"pragma user_version = {VERSION}")


def upgrade(connection: sqlite3.Connection) -> None:
    """Adds what later versions added to a file of Peeler's, inside the transaction that is open; newer files stay as they are."""
    application = connection.execute("pragma application_id").fetchone()[0]
    version = version_of(connection)
    if application != APPLICATION or version < min(ADDED) - 1:
        return
    for following in sorted(number for number in ADDED if number > version):
        connection.execute(ADDED[following])
        connection.execute(f"pragma user_version = {following}")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file; 0 for a file without any."""
    return int(connection.execute("pragma user_version").fetchone()[0])


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """RequestError unless the file is Peeler's and of this version."""
    application = connection.execute("pragma application_id").fetchone()[0]
    if application != APPLICATION:
        raise RequestError(f"{path}: is a database, but not Peeler's")
    if version_of(connection) != VERSION:
        raise RequestError(
            f"{path}: was made by another version of Peeler (tables {version_of(connection)}, not {VERSION})"
        )
