from contextlib import suppress


def nothing():
    return
    yield


def load(path, read):
    try:
        return read(path)
    except OSError:
        pass
    with suppress(ValueError):
        return read(path + "~")
    while True:
        for part in path:
            if part:
                break
        else:
            break
    return None


def find(names):
    for name in names:
        if name:
            return name
    else:
        return None


def check(size):
    if size:
        return 1
    elif size is None:
        return 2
    return 3
