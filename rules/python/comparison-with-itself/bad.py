def is_newer(left, right):
    return left.version > left.version  # expect: `left.version` is compared with itself


def has_room(box, item):
    if box.size == box.size:  # expect: `box.size` is compared with itself
        return True
    return item.width or item.height or item.width  # expect: `item.width` stands twice in this `or`


def is_both(flags):
    return flags["a"] and flags["a"]  # expect: `flags["a"]` stands twice in this `and`
