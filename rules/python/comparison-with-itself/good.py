def is_newer(left, right):
    return left.version > right.version


def is_nan(value):
    return value != value


def draw(random):
    # Two calls may give two answers.
    return random() == random() or random() or random()


def is_both(flags, a, b):
    return flags["a"] and flags["b"] or (a.x == b.x and a.y == b.y) or 1 == 1


def numeric(value):
    return isinstance(value, float) and value != value
