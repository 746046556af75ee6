import gzip


def read(path):
    with open(path) as source:
        return source.read()


def save(path, lines):
    with open(path, "w") as out:
        for line in lines:
            out.write(line)


def count(path):
    with gzip.open(path) as source:
        return sum(len(line) for line in source)
