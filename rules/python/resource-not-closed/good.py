def save(path, lines):
    out = open(path, "w")
    try:
        out.writelines(lines)
    finally:
        out.close()


def start(path, stack, run):
    log = open(path, "w")
    run(log)
    source = stack.enter_context(open(path))
    return source.read()


def opened(path):
    source = open(path)
    return source


class Log:
    def __init__(self, path):
        self.out = open(path, "a")


def later(path):
    source = open(path)
    source.readline()
    return lambda: source.close()


def own(open, path):
    return open(path).read()
