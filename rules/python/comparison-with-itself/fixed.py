def is_newer(left, right):
    return left.version > right.version


def has_room(box, item):
    if box.size == item.size:
        return True
    return item.width or item.height


def is_both(flags):
    return flags["a"] and flags["b"]
