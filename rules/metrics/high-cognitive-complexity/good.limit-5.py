def total(orders):
    return sum(worth(line) for order in orders if order.paid for line in order.lines)


def outer(items):
    # It only holds others, each of which is easy to follow by itself.
    def first(item):
        if item:
            for part in item:
                print(part)

    def second(item):
        if item:
            for part in item:
                print(part)

    return first, second
