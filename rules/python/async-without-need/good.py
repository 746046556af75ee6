import asyncio
from contextlib import asynccontextmanager


async def handler(request):
    # Others may import it, and a framework may want a coroutine function.
    return request


async def _waits(queue):
    return await queue.get()


async def _yields(rows):
    for row in rows:
        yield row


async def _opens(pool):
    async with pool.acquire() as connection:
        return connection


async def _walks(rows):
    return [row async for row in rows]


@asynccontextmanager
async def _registered():
    yield 1


async def _as_a_value(text):
    return text


async def _in_a_task(text):
    print(text)


async def _not_yet():
    raise NotImplementedError


async def run(queue):
    await _waits(queue)
    await _opens(queue)
    await _not_yet()
    await _walks(queue)
    async for row in _yields([1]):
        print(row)
    queue.on_done(_as_a_value)
    asyncio.create_task(_in_a_task("x"))


class Base:
    async def _overridden(self):
        return 1


class Derived(Base):
    async def _hook(self):
        return 2

    async def run(self):
        other = Base()
        await other._overridden()
        return await self._hook()


def _plain(text):
    return text
