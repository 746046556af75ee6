import asyncio
import time

import requests


def poll(address):
    time.sleep(1)
    return requests.get(address, timeout=5)


async def run(address):
    def work():
        time.sleep(1)
        return requests.get(address, timeout=5)

    await asyncio.to_thread(time.sleep, 1)
    return await asyncio.to_thread(work)
