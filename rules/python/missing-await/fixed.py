import asyncio


async def notify(person):
    await person.send("hello")


async def serve(people):
    for person in people:
        await notify(person)
    await asyncio.sleep(1)


def start(person):
    asyncio.run(notify(person))


class Client:
    async def close(self):
        await self.transport.close()

    async def leave(self):
        await self.close()
