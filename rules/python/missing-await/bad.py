import asyncio
from asyncio import sleep


async def notify(person):
    await person.send("hello")


async def serve(people):
    for person in people:
        notify(person)  # expect: `notify` is a coroutine function: without `await`, `notify(person)` does nothing
    asyncio.sleep(1)  # expect: `asyncio.sleep` is a coroutine function
    sleep(1)  # expect: `sleep` is a coroutine function


def start(person):
    notify(person)  # expect: `notify` is a coroutine function


class Client:
    async def close(self):
        await self.transport.close()

    async def leave(self):
        self.close()  # expect: `self.close` is a coroutine function
