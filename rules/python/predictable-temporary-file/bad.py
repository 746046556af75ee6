import tempfile


def save(data):
    name = tempfile.mktemp()  # expect: only makes up a name
    with open(name, "w") as file:
        file.write(data)
    return name
