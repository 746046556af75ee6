import asyncio

import httpx


async def poll(address):
    async with httpx.AsyncClient() as client:
        while True:
            answer = await client.get(address, timeout=5)
            if answer.is_success:
                return answer
            await asyncio.sleep(1)


async def build():
    process = await asyncio.create_subprocess_exec("make")
    await process.wait()
