import sys
from typing import Iterator, NoReturn, Optional


def price(order) -> int:
    if order.is_paid:
        return order.price
    order.remind()
    return 0


def find(rows) -> Optional[dict]:
    for row in rows:
        if row:
            return row


def maybe(rows) -> "dict":
    for row in rows:
        return row


def union(rows) -> dict | None:
    for row in rows:
        return row


def looked_up(rows, key):
    for row in rows:
        if row.key == key:
            return row


def forever(queue) -> int:
    while True:
        item = queue.get()
        if item:
            return item


def locked(lock) -> int:
    with lock:
        return 1


def refuses(order) -> int:
    if order:
        return 1
    raise ValueError(order)


def leaves(order) -> int:
    if order:
        return 1
    sys.exit(2)


def fails(order, parser) -> int:
    if order:
        return 1
    parser.error("no order")


def rows(path) -> Iterator[str]:
    for line in path:
        if line == "end":
            return 1
        yield line


def matched(order) -> int:
    match order:
        case 1:
            return 1
        case _:
            return 2


def chooses(value):
    if isinstance(value, str):
        return int(value)
    else:
        raise TypeError(value)


def acts(value):
    if value:
        return
    else:
        print(value)


def nothing(value):
    if value:
        return None
    else:
        print(value)


def both(value) -> int:
    try:
        return int(value)
    finally:
        print(value)


def every_kind(kind) -> str:
    if kind == 1:
        return "one"
    elif kind == 2:
        return "two"


def handled(connection) -> int:
    try:
        return connection.read()
    except OSError as problem:
        connection.handle(problem)


def stub(value) -> int: ...


def never() -> NoReturn:
    raise SystemExit
