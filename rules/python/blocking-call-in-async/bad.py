import subprocess
import time

import requests


async def poll(address):
    while True:
        answer = requests.get(address, timeout=5)  # expect: `requests.get` stops all tasks while it waits
        if answer.ok:
            return answer
        time.sleep(1)  # expect: `time.sleep` stops all tasks while it waits; use `await asyncio.sleep`


async def build():
    subprocess.run(["make"], check=True)  # expect: `subprocess.run` stops all tasks
