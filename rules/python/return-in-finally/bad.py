def load(path, read, log):
    try:
        return read(path)
    finally:
        log(path)
        return None  # expect: This `return` in a `finally` throws away an error


def drain(queue):
    while queue:
        try:
            queue.pop().run()
        finally:
            if queue.closed:
                break  # expect: This `break` in a `finally`
