def load(path, read, parts, log):
    try:
        return read(path)
    finally:
        for part in parts:
            if part:
                break

        def later():
            return path

        log(later)
