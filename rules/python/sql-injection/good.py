from flask import request

TABLE = "orders"


def find(cursor):
    name = request.args.get("name")
    cursor.execute("SELECT * FROM users WHERE name = %s", [name])
    cursor.execute(f"SELECT count(*) FROM {TABLE}")
    cursor.execute("SELECT * FROM " + TABLE + " WHERE id = %s", (name,))


def many(cursor, ids, limit):
    marks = ", ".join(["%s"] * len(ids))
    cursor.execute(f"SELECT * FROM orders WHERE id IN ({marks})", ids)
    cursor.execute("SELECT * FROM orders WHERE id IN (%s)" % ", ".join("?" for _ in ids), ids)
    cursor.execute("SELECT * FROM orders LIMIT %d" % int(limit))


def quoted(connection, cursor, table):
    cursor.execute("DELETE FROM %s" % connection.ops.quote_name(table))


def count(cursor, table):
    cursor.execute("SELECT count(*) FROM " + table)


def prose(page, name):
    page.execute("Select a user from the list, " + name)
    page.query("hello " + name)
