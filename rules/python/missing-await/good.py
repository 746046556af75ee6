import asyncio
import time

from tasks import task


async def notify(person):
    await person.send("hello")


@task
async def remind(person):
    await person.send("again")


def plain(person):
    print(person)


async def serve(people, tasks, self):
    tasks.append(asyncio.create_task(notify(people[0])))
    pending = notify(people[1])
    await asyncio.gather(pending, *(notify(person) for person in people))
    remind(people[0])
    plain(people[0])
    time.sleep(0)
    self.close()


class Client:
    def close(self):
        self.leave()

    def leave(self):
        return notify(self)
