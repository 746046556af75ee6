def price(order) -> int:  # expect: `price` promises `int`, and its end returns nothing.
    if order.is_paid:
        return order.price
    order.remind()


def first(rows) -> dict[str, int]:  # expect: `first` promises `dict[str, int]`, and its end returns nothing.
    for row in rows:
        if row:
            return row


def read(path) -> str:  # expect: `read` promises `str`
    try:
        return path.read_text()
    except OSError:
        print("cannot read", path)


def convert(value):
    if isinstance(value, str):
        return int(value)
    elif isinstance(value, bytes):
        return int(value.decode())
    else:
        value = int(value)  # expect: `convert` returns a value in the other branches, and nothing behind this one.
