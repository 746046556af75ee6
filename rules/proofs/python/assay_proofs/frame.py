"""Calls a function once with ordinary input and once with each attack, and prints what was seen as one line of JSON.

The request is the program's first argument: `{"file", "callable", "parameter"}`, the file relative to the working folder.
"""

import json
import os
import signal
import sys
import tempfile
import time

from assay_proofs.load import CannotRun, load
from assay_proofs.outcome import Outcome
from assay_proofs.ways import Call

CALL_SECONDS = 2
PRINTED_BYTES = 100_000


class TooLong(BaseException):
    """The call's time is up; no `except Exception` of the program stops it."""


def prove(*, benign, attacks, is_exploited, doubles=(), before_call=None):
    """Runs a proof and prints its answer.

    `attacks` are the variants of one exploit, the plainest first: a deny-list that stops the first meets the others.
    `benign` may be a list: the first form that the program takes is the ordinary input. `doubles` are pairs of a pattern and a factory: what a parameter of such a name is given.
    """
    request = json.loads(sys.argv[1])
    answer = {"exploited": False, "benign": None}
    out = os.dup(1)
    try:
        call = Call(load(request["file"], request["callable"]), request["parameter"], doubles)
        for form in benign if isinstance(benign, list) else [benign]:
            answer["benign"] = run(call, form, before_call).shown()
            if "error" not in answer["benign"]:
                break
        for attack in attacks:
            outcome = run(call, attack, before_call)
            if is_exploited(outcome):
                answer.update(exploited=True, attack=repr(attack)[:200])
                break
        if not answer["exploited"] and answer["benign"].get("error") == "TypeError":
            answer["problem"] = "the function cannot be called with simple values"
    except CannotRun as problem:
        answer["problem"] = str(problem)
    os.write(out, (json.dumps(answer, sort_keys=True) + "\n").encode())


def run(call, value, before_call=None, *, catches=lambda _: None, keeps_errors=True):
    """One call, its output kept apart and its time bounded. `catches` is told the program's failure; without `keeps_errors` what it complains of is no output."""
    if before_call is not None:
        before_call(value)
    with tempfile.TemporaryFile() as printed:
        kept = os.dup(1), os.dup(2)
        sys.stdout.flush()
        os.dup2(printed.fileno(), 1)
        os.dup2(printed.fileno() if keeps_errors else os.open(os.devnull, os.O_WRONLY), 2)
        signal.signal(signal.SIGALRM, stop)
        signal.alarm(CALL_SECONDS)
        outcome = Outcome(value)
        begin = time.monotonic()
        try:
            outcome.take(call(value))
        except TooLong:
            outcome.error = "TooLong"
        except (Exception, SystemExit) as error:  # The program's own failure is a result like any other.
            outcome.take_error(error)
            catches(error)
        finally:
            signal.alarm(0)
            sys.stdout.flush()
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])
        outcome.seconds = time.monotonic() - begin
        printed.seek(0)
        outcome.printed = printed.read(PRINTED_BYTES).decode("utf-8", "replace")
    return outcome


def stop(*_):
    raise TooLong
