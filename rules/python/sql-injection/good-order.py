COLUMNS = {"name": "name", "age": "born DESC"}


def list_users(connection, order):
    column = COLUMNS[order]
    return connection.execute(f"SELECT id, name FROM users ORDER BY {column}")
