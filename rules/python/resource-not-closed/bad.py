import gzip


def read(path):
    return open(path).read()  # expect: Nothing closes the file of `open(path)`


def save(path, lines):
    out = open(path, "w")  # expect: Nothing closes `open(path, "w")`; a `with` would
    for line in lines:
        out.write(line)


def count(path):
    total = 0
    for line in gzip.open(path):  # expect: Nothing closes the file of `gzip.open(path)`
        total += len(line)
    return total
