def load(path, read, log):
    try:
        return read(path)
    except OSError:
        return None
    finally:
        log(path)


def drain(queue):
    while queue and not queue.closed:
        queue.pop().run()
