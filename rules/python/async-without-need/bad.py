import asyncio


async def _parse(text):  # expect: `_parse` waits for nothing, so neither it nor the `await` of its caller is needed.
    return text.split(",")


async def read(queue):
    return await _parse(await queue.get())


class Reader:
    async def _clean(self, row):  # expect: `_clean` waits for nothing, so neither it nor the `await` of its callers is needed.
        row.sort()
        return row

    async def read(self, queue):
        first = await self._clean(await queue.get())
        return first, await self._clean(await queue.get())


async def outer(rows):
    async def inner(row):  # expect: `inner` waits for nothing
        return row + 1

    await asyncio.sleep(0)
    return [await inner(row) for row in rows]
