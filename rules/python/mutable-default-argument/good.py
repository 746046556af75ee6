def collect(item, seen=None):
    if seen is None:
        seen = []
    seen.append(item)
    return seen


def total(values=[], factors={"a": 1}):
    for value in values:
        print(value, factors.get("a"))
    return sum(values) + len(factors)


def copied(values=[]):
    values = list(values)
    values.append(1)
    return values


def constants(a=(), b="x", c=0, *, d=frozenset()):
    return a, b, c, d


def choose(names=["a", "b"]):
    return names[0] if "a" in names else None
