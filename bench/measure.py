"""Runs one command and prints what the operating system says it cost, as one line of JSON.

Fields: wallSeconds, cpuSeconds (user + system, children included), peakMegabytes (largest single process), exitCode.
The command's standard output is read and thrown away.
"""

import json
import os
import resource
import sys
import time

started = time.monotonic()
child = os.fork()
if child == 0:
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    try:
        os.execvp(sys.argv[1], sys.argv[1:])
    except OSError:
        os._exit(127)
_, status = os.waitpid(child, 0)
wall = time.monotonic() - started
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "wallSeconds": wall,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakMegabytes": usage.ru_maxrss / 1024,
            "exitCode": os.waitstatus_to_exitcode(status),
        }
    )
)
