"""Commands that a program may start, stood in for."""

import os
import re
import tempfile

STUB = '#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@"\n'


def make_programs(programs):
    """A program is stood in for by one that prints what it was started with: what it would say depends on the machine."""
    folder = tempfile.mkdtemp()
    for name in programs:
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(STUB)
        os.chmod(path, 0o755)
    os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", os.defpath)


# What attacks are carried out with.
REAL = {"sh", "bash", "mkdir", "env", "python", "python3"}


def programs_in(texts):
    """What begins a text may be a command."""
    named = (re.match(r"[a-z][\w+-]{0,19}(?=\s|$)", text) for text in texts)
    return sorted({found[0] for found in named if found} - REAL)
