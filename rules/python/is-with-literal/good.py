MISSING = object()


def describe(kind, size, parts):
    if kind is None or size is MISSING or parts is True:
        return "nothing"
    if parts is not ...:
        return kind == "box" and size != 1000
    return type(kind) is str
