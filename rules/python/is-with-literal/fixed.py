def describe(kind, size, parts):
    if kind == "box":
        return "a box"
    if size != 1000:
        return "odd"
    if parts == []:
        return "empty"
    return 0 < size == (5)
