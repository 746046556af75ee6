import tempfile


def save(data):
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(data)
    return file.name
