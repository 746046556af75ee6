def list_users(connection, order, limit):
    # A list that callers sort: no placeholder carries a column.
    return connection.execute(f"SELECT id, name FROM users ORDER BY {order} LIMIT 50")  # expect: built from `order`


def list_orders(connection, key):
    return connection.execute("SELECT id FROM orders ORDER BY " + key + " DESC")  # expect: built from `key`
