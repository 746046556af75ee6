def reset(box, raises):
    with raises(TypeError):
        box < None
    try:
        box == 1
    except TypeError:
        return None
    same = box == 1
    box + 1
    return same and box == 1
