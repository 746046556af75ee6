import sqlite3

from django.contrib.auth.models import User
from flask import request

connection = sqlite3.connect("shop.db")


def find(cursor):
    name = request.args.get("name")
    query = "SELECT * FROM users WHERE name = '" + name + "'"
    cursor.execute(query)  # expect: The query for `cursor.execute` is built from `name`; pass it as a parameter


def orders(cursor, user_id, status):
    cursor.execute("SELECT * FROM orders WHERE user_id = %s AND status = '%s'" % (user_id, status))  # expect: built from `user_id`
    cursor.execute(f"UPDATE orders SET status = '{status}' WHERE id = 1")  # expect: built from `status`; pass it
    cursor.executemany("INSERT INTO log VALUES ('{}')".format(status), [])  # expect: built from `status`; pass it


def count():
    table = request.args["table"]
    return connection.execute("SELECT count(*) FROM " + table)  # expect: built from `table`, which stands for a name


def people(pattern):
    return User.objects.raw("SELECT * FROM auth_user WHERE name LIKE '%" + pattern + "%'")  # expect: built from `pattern`


def long_query(cursor, since):
    query = "SELECT id FROM orders"
    query += " WHERE created > '" + since + "'"
    cursor.execute(query)  # expect: built from `since`


def invoices(request, query_set, database):
    status = request.GET.get("status")
    query_set.extra(where=["status = '%s'" % status])  # expect: built from `status`
    conditions = []
    for field in ("name", "email"):
        if field in request.GET:
            conditions.append(f"{field} LIKE '%{request.GET[field]}%'")
    sql = "SELECT id FROM users WHERE " + " AND ".join(conditions)
    return database.execute(sql)  # expect: built from


@router.get("/search")
async def search(name: str, session):
    return await session.execute("SELECT id FROM items WHERE kind = 1 ORDER BY " + name)  # expect: built from `name`


def owned(cursor):
    order = request.json
    cursor.execute(f"SELECT id FROM orders WHERE owner = '{request.json.user_id}'")  # expect: built from
    return order
