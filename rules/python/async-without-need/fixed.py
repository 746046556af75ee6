def _parse(text):
    return text.split(",")


async def read(queue):
    return _parse(await queue.get())
