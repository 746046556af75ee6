"""Runs a command whose standard error is a terminal that is held as by Ctrl-S, until a line comes on standard input."""

import os
import pty
import select
import signal
import subprocess
import sys
import time

master, slave = pty.openpty()
os.write(master, b"\x13")
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave)
sys.stdin.readline()
os.write(master, b"\x11")
shown = b""
while b"listening" not in shown and select.select([master], [], [], 10)[0]:
    shown += os.read(master, 4096)
print(shown.decode().strip(), flush=True)
os.write(master, b"\x13")
time.sleep(0.1)
child.send_signal(signal.SIGTERM)
try:
    print("ended", child.wait(10))
except subprocess.TimeoutExpired:
    child.kill()
    print("had to be killed")
