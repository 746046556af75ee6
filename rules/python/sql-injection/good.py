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


def invoices(request, query_set, database):
    query_set.extra(where=["status = %s"], params=[request.GET.get("status")])
    conditions, values = [], []
    for field in ("name", "email"):
        if field in request.GET:
            conditions.append(f"{field} LIKE %s")
            values.append(request.GET[field])
    return database.execute("SELECT id FROM users WHERE " + " AND ".join(conditions), values)


@router.get("/page")
async def page(number: int, session):
    return await session.execute("SELECT id FROM items ORDER BY id LIMIT 10 OFFSET " + str(number * 10))


def prepared(cursor, connection, db, review, mark):
    cursor.execute(f"SELECT id FROM reviews WHERE site = {review.pk}")
    cursor.execute(f"SELECT id FROM reviews WHERE owner = {SQL_MARK}", [mark])
    cursor.execute("UPDATE changes SET value = %s WHERE field = 'time'" % db.cast("value", "int64"))
    now = utcnow()
    cursor.execute(f"UPDATE users SET created = '{now}'")
    cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = '%s'" % index_name)


def of_the_code(cursor, columns):
    cursor.execute(f"SELECT id FROM jobs WHERE state = '{JobState.OPEN.value}'")
    cursor.execute("UPDATE jobs SET seen = now() WHERE id = %s RETURNING " + ", ".join(columns), [1])


def of_several(cursor, keys, names):
    if names:
        marks = ",".join(["%s" for _ in names])
        return cursor.execute(f"SELECT id FROM jobs WHERE name IN ({marks})", names)
    marks = ",".join(["%s" for _ in keys])
    return cursor.execute(f"SELECT id FROM jobs WHERE id IN ({marks})", keys)
