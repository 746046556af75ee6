def reset(box, limit):
    box.size = 0
    assert 0 < box.size < limit
    return box
