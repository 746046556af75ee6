def rate(kind, size):
    if kind == "book":
        return 7
    elif kind == "food":
        return 8
    elif kind == "book":  # expect: This branch never runs: `kind == "book"` was asked before
        return 9
    return 19 if size else 19  # expect: Both outcomes of this condition are `19`


def send(order, queue):
    # expect-next-line: All branches of this `if` do the same
    if order.is_large:
        queue.put(order)
    elif order.is_fast:
        queue.put(order)
    else:
        queue.put(order)
