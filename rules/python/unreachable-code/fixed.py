def total(lines):
    result = 0
    for line in lines:
        if line.is_free:
            continue
        result += line.price
    print(result)
    return result


def kind(size):
    if size > 9:
        return "large"
    if size < 0:
        raise ValueError(size)
    return "small"


def serve(queue):
    while True:
        job = queue.get()
        if job is None:
            break
        job.run()
    queue.close()
