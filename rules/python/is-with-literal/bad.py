def describe(kind, size, parts):
    if kind is "box":  # expect: `is` asks whether `"box"` is the same object; `==`
        return "a box"
    if size is not 1000:  # expect: `is not` asks whether `1000` is the same object; `!=`
        return "odd"
    if parts is []:  # expect: `is` asks whether `[]` is the same object
        return "empty"
    return 0 < size is (5)  # expect: `is` asks whether `5`
