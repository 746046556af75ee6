def rate(kind, size, take):
    if kind == "book":
        return 7
    elif kind == "food":
        return 8
    elif kind == "magazine":
        return 7
    if take():
        return 1
    elif take():
        return 2
    if size:
        # Large orders will get a rate of their own.
        size = 1
    else:
        size = 1
    return 19 if size else 20
