def total(lines):
    result = 0
    for line in lines:
        if line.is_free:
            continue
            # expect-next-line: This is never reached: the `continue` before it always leaves
            result += 1
        result += line.price
    return result
    # expect-next-line: the `return` before it always leaves
    print(result)


def kind(size):
    if size > 9:
        return "large"
    else:
        raise ValueError(size)
    return "small"  # expect: the `if` before it always leaves


def serve(queue):
    while True:
        queue.get().run()
    queue.close()  # expect: the endless loop before it always leaves


def load(path, read):
    try:
        return read(path)
    except OSError:
        raise RuntimeError(path)
    log(path)  # expect: the statement before it always leaves
