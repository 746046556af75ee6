from flask import request

TABLES = {"orders", "users"}


def find(cursor):
    name = request.args.get("name")
    cursor.execute("SELECT * FROM users WHERE name = %s", [name])


def orders(cursor, user_id, status):
    cursor.execute("SELECT * FROM orders WHERE user_id = %s AND status = %s", (user_id, status))


def count(connection, table):
    if table not in TABLES:
        raise ValueError(table)
    return connection.execute("SELECT count(*) FROM orders" if table == "orders" else "SELECT count(*) FROM users")
