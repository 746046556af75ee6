"""Calls a function with many ordinary inputs and prints, as one line of JSON, what each came to.

The request is the program's first argument: `{"file", "callable", "lines": {file: [line]}, "inputs": [{"parameter", "value",
"others": {name: value}}], "names": [file name], "programs": [command]}`. `names` are files that the function may ask for,
`programs` commands that it may start.
"""

import hashlib
import json
import linecache
import os
import subprocess
import sqlite3
import sys

from assay_proofs import sql
from assay_proofs.frame import run
from assay_proofs.load import CannotRun, load
from assay_proofs.programs import make_programs
from assay_proofs.watch import Watch
from assay_proofs.ways import Call

MAXIMUM_SHOWN = 60
MAXIMUM_FOLDERS = 12


def main():
    request = json.loads(sys.argv[1])
    answer = {"outcomes": []}
    out = os.dup(1)
    make_programs(request["programs"])
    make_files(request["names"])
    sqlite3.connect = sql.connect_growing
    watch = Watch(request["lines"])
    try:
        calls = {}
        function = load(request["file"], request["callable"])
        for one in request["inputs"]:
            if one["parameter"] not in calls:
                calls[one["parameter"]] = Call(function, one["parameter"], sql.DOUBLES)
            call = calls[one["parameter"]]
            call.others = one["others"]
            # A name is no column because somebody sent it.
            sql.reserved[:] = [one["value"], *one["others"].values()]
            answer["outcomes"].append(observe(call, one["value"], watch))
    except CannotRun as problem:
        answer["problem"] = str(problem)
    os.write(out, (json.dumps(answer, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "replace"))


def observe(call, value, watch):
    sql.open_databases.clear()
    watch.begin()
    outcome = run(call, value, None, catches=watch.caught, keeps_errors=False)
    reaches, written = watch.end()
    said = {"is": kind_of(outcome, watch.error), "reaches": reaches}
    if said["is"] != "value":
        return {**said, "shown": outcome.error or str(outcome.status)}
    printed, value = outcome.printed, outcome.value
    whole = {"value": value, "status": outcome.status, "location": outcome.headers.get("location"), "written": written}
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return {
        **said,
        "value": digest(whole),
        "printed": digest(printed),
        "shown": head_of(text if value is not None or not printed else printed),
        "isEmpty": value in (None, False, "", [], {}),
        "isOpaque": outcome.is_opaque,
    }


def head_of(text):
    return text if len(text) <= MAXIMUM_SHOWN else text[:MAXIMUM_SHOWN] + "…"


def digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def kind_of(outcome, error):
    """`value`; `refused`: the program's own word; `misuse`, `unknown-name`: its own fault; `surroundings`: something is missing here; `failed`: any other error."""
    if outcome.error is None:
        return "refused" if (outcome.status or 200) >= 400 else "value"
    if outcome.status is not None or is_own_word(error):
        return "refused"
    if isinstance(error, NameError):
        return "unknown-name"
    if isinstance(error, (TypeError, AttributeError)):
        return "misuse"
    if error is None or isinstance(error, (OSError, ImportError, subprocess.SubprocessError, sqlite3.Error, SystemExit)):
        return "surroundings"
    return "failed"


def is_own_word(error):
    """Whether a statement of the project raised it itself."""
    trace = getattr(error, "__traceback__", None)
    if trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    path = trace.tb_frame.f_code.co_filename
    return os.path.abspath(path).startswith(os.getcwd() + os.sep) and linecache.getline(path, trace.tb_lineno).lstrip().startswith(("raise", "assert"))


def make_files(names):
    for folder in folders_here():
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.lexists(path):
                with open(path, "w") as file:
                    file.write(f"what {name} holds\n")


def folders_here():
    found = []
    for folder, inner, _ in os.walk("."):
        inner[:] = sorted(one for one in inner if not one.startswith((".", "__")))
        found.append(folder)
        if len(found) == MAXIMUM_FOLDERS:
            break
    return found


main()
