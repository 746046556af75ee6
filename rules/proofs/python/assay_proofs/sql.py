"""A row that must not return: a real SQLite database that has whatever tables and columns the program asks for."""

import re
import sqlite3

from assay_proofs.frame import prove

ROW, CANARY = "1", "canary-row"
ATTACKS = [
    "x' OR '1'='1",
    "0 OR 1=1",
    "x' OR 1=1 --",
    'x" OR 1=1 --',
    "x') OR 1=1 --",
    "0) OR 1=1 --",
    "x'/**/oR/**/1=1/**/--",
    "0\tOR\t1=1",
    "x\\' OR 1=1 --",
    "x'' OR 1=1 --",
    "%' OR 1=1 --",
    "x' UNION SELECT 'canary-row' --",
    "x' UNION SELECT 'canary-row', 'canary-row' --",
    "1 UNION SELECT 'canary-row'",
    "1, 'canary-row'",
    "(SELECT 'canary-row')",
    "x'||(SELECT 'canary-row')||'",
]
MAXIMUM_GROWTH = 30
open_databases = []
# Values of which no column is made.
reserved = []


class GrowingConnection(sqlite3.Connection):
    """Adds a table or a column when a query speaks of one that is missing."""

    def cursor(self, factory=None):
        return super().cursor(GrowingCursor)

    def execute(self, text, parameters=()):
        return self.cursor().execute(text, parameters)

    def rows_of_canary(self):
        changed = []
        for (table,) in sqlite3.Connection.execute(self, "SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            changed += sqlite3.Connection.execute(self, f'SELECT * FROM "{table}" WHERE id = ?', (CANARY,)).fetchall()
        return changed


class GrowingCursor(sqlite3.Cursor):
    def execute(self, text, parameters=()):
        text, parameters = in_sqlite_style(str(text), parameters)
        for _ in range(MAXIMUM_GROWTH):
            try:
                return super().execute(text, parameters)
            except sqlite3.OperationalError as error:
                if not self.grow(str(error)):
                    raise
        raise sqlite3.OperationalError("the query asks for too much")

    def executemany(self, text, rows):
        for row in rows:
            self.execute(text, row)
        return self

    def grow(self, message):
        run = lambda text, *values: sqlite3.Connection.execute(self.connection, text, *values)  # noqa: E731
        table = re.search(r"no such table: (?:\w+\.)?(\w+)", message)
        if table is not None:
            run(f'CREATE TABLE "{table[1]}" (id NUMERIC)')
            run(f'INSERT INTO "{table[1]}" VALUES (?), (?)', (ROW, CANARY))
            self.connection.commit()
            return True
        column = re.search(r"no such column: (?:\w+\.)?(\w+)", message) or re.search(r"has no column named (\w+)", message)
        if column is None or column[1] in reserved:
            return False
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            try:
                run(f'ALTER TABLE "{name}" ADD COLUMN "{column[1]}" NUMERIC')
            except sqlite3.OperationalError:
                continue
            run(f'UPDATE "{name}" SET "{column[1]}" = id')
        self.connection.commit()
        return True


def in_sqlite_style(text, parameters):
    """The other drivers' marks: `%s`, `%(name)s`, `$1`."""
    if isinstance(parameters, dict):
        return re.sub(r"%\((\w+)\)s", r":\1", text), parameters
    if not isinstance(parameters, (list, tuple)):
        parameters = (parameters,)
    if parameters and "?" not in text:
        text = re.sub(r"%s", "?", text)
    return text.replace("%%", "%"), parameters


connect = sqlite3.connect


def connect_growing(*_, **__):
    connection = connect(":memory:", factory=GrowingConnection, check_same_thread=False)
    open_databases.append(connection)
    return connection


def is_exploited(outcome):
    if CANARY in outcome.text():
        return True
    return any(changed_canary(database) for database in open_databases)


def changed_canary(database):
    """Whether a statement for the ordinary row took or changed the other one."""
    try:
        tables = sqlite3.Connection.execute(database, "SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return any(all(set(row) != {CANARY} for row in sqlite3.Connection.execute(database, f'SELECT * FROM "{name}"')) for (name,) in tables)
    except sqlite3.ProgrammingError:
        return False


DOUBLES = [(r"(?i)cur(sor)?$", lambda: connect_growing().cursor()), (r"(?i)(conn(ection)?|db|database|session|engine|pool)$", connect_growing)]


def prove_sql():
    sqlite3.connect = connect_growing
    prove(benign=ROW, attacks=ATTACKS, is_exploited=is_exploited, doubles=DOUBLES, before_call=lambda _: open_databases.clear())
