def reset(box, limit):
    box.size == 0  # expect: The answer of `box.size == 0` is not used; `=` may be meant
    0 < box.size < limit  # expect: The answer of `0 < box.size < limit` is not used
    return box
