"""Calls what comes through a change with many attacks and prints, as one line of JSON, which got through and what ordinary calls came to.

The request is the program's first argument: `{"file", "lines": {file: [line]}, "kinds": [name], "texts": [text]}`. `texts` are
what the project's tests use.
"""

import inspect
import json
import os
import sys
import time

from assay_proofs import frame
from assay_proofs.callables import calls_in_tests, choose_callables, lines_through, read_tests, texts_of
from assay_proofs.exploits import exploits, forget_started, is_own_path, names_started, prepare
from assay_proofs.load import CannotRun, load
from assay_proofs.missing import stand_in
from assay_proofs.programs import make_programs, programs_in
from assay_proofs.ways import PLAIN_VALUES, Call
from assay_proofs.watch import Watch

SECONDS = 8
MAXIMUM_TEXTS = 30
MAXIMUM_OWN_TEXTS = 10
MAXIMUM_OWN_TEXT = 40
MAXIMUM_BASES = 5
MAXIMUM_ATTACKS = 150
MAXIMUM_SHOWN = 80
OTHER_VALUES = (2, [], {})
FOLDER = "assay-folder"
FOLDERS = ("dir", "folder", "root", "dest", "target")


class Coverage(Watch):
    """Notes every line of the watched files that a call comes through."""

    def begin(self):
        self.seen = set()
        super().begin()

    def step(self, frame, event, argument):
        self.seen.add(frame.f_lineno)
        return super().step(frame, event, argument)


def main():
    request = json.loads(sys.argv[1])
    answer = {"breaches": [], "plain": []}
    out = os.dup(1)
    try:
        attack(request, answer, time.monotonic() + SECONDS)
    except CannotRun as problem:
        answer["problem"] = str(problem)
    os.write(out, (json.dumps(answer, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "replace"))


def attack(request, answer, deadline):
    with open(request["file"], encoding="utf-8") as file:
        text = file.read()
    lines = lines_through(text, set(request["lines"].get(request["file"], [])))
    os.makedirs(FOLDER, exist_ok=True)
    texts = texts_of(text)
    make_programs(programs_in(texts))
    stand_in()
    prepare(request["kinds"])
    watch = Coverage({request["file"]: sorted(lines)})
    known = exploits(request["kinds"], texts)
    tests, usual = read_tests()
    own = [one for one in texts if 0 < len(one) <= MAXIMUM_OWN_TEXT]
    usual = list(dict.fromkeys([*[*usual, *request["texts"]][:MAXIMUM_TEXTS], *own[:MAXIMUM_OWN_TEXTS]]))
    for name in callables_of(text, lines):
        target = load(request["file"], name)
        parameters = parameters_of(target)
        if not parameters:
            continue
        bases = ordinary_calls(name, target, parameters, calls_in_tests(tests, name.rpartition(".")[2], list(parameters)), usual, watch, answer)
        for parameter in parameters:
            for kind, exploit in known.items():
                if kind == "path" and any(is_own_path(lambda value: frame.run(way_in(target, parameter, base), value)) for base in bases):
                    continue
                breach = first_breach(exploit, target, parameter, bases[:1] if kind == "slow" else bases, watch, deadline)
                if breach is not None:
                    answer["breaches"].append({"kind": kind, "callable": name, "parameter": parameter, **breach})


def callables_of(text, lines):
    """What others may call; what is the file's own alone only where nothing else comes to the change."""
    chosen = choose_callables(text, lines)
    return [name for name in chosen if not name.rpartition(".")[2].startswith("_") or name.endswith(".__call__")] or chosen


def first_breach(exploit, target, parameter, bases, watch, deadline):
    usually = plain_value(parameters_of(target)[parameter]) or "text"
    for base in bases:
        plain = base.get(parameter, usually)
        for number, payload in enumerate(exploit.attacks(plain)):
            if number == MAXIMUM_ATTACKS:
                break
            if time.monotonic() > deadline:
                raise CannotRun("the time was up")
            outcome, _ = observe(target, parameter, base, payload, watch, exploit.begin)
            effect = exploit.effect(outcome)
            if effect is not None:
                return {"payload": shown(payload), "effect": effect, "reaches": watch.reaches}
    return None


def ordinary_calls(name, target, parameters, called, usual, watch, answer):
    """What is plain for the function: the calls of its tests, and usual values in the place of each parameter; those that come through lines or to commands of their own are attacked."""
    first = {**usual_values(parameters), **(called[0] if called else {})}
    chosen, seen, late = [], set(), 0
    waiting = [({}, first), *((one, first) for one in called[1:]), *(({parameter: value}, None) for parameter in parameters for value in [*OTHER_VALUES, *usual])]
    for change, base in waiting:
        values = {**(first if base is None else base), **change}
        parameter = next(iter(values), next(iter(parameters)))
        outcome, value = observe(target, parameter, values, values.get(parameter, plain_value(parameters[parameter])), watch, forget_started)
        late += outcome.error == "TooLong"
        if late > 1:
            break
        answer["plain"].append({"call": f"{name}({shown(values)})", "reaches": watch.reaches, **({} if value is None else {"value": value})})
        signs = watch.seen | names_started()
        if signs - seen and (watch.reaches or value is not None):
            seen |= signs
            chosen.append(values)
            # What goes further with one parameter is what the others are tried with.
            first = values if value is not None else first
    return ([] if first in chosen[:MAXIMUM_BASES] else [first]) + chosen[:MAXIMUM_BASES]


def observe(target, parameter, values, value, watch, begin=None):
    """What a call comes to; its outcome as a text where it did not fail."""
    call = way_in(target, parameter, values)
    watch.begin()
    outcome = frame.run(call, value, begin, keeps_errors=True)
    watch.end()
    return outcome, None if outcome.error is not None else json.dumps([outcome.value, outcome.status], sort_keys=True, ensure_ascii=False)


def way_in(target, parameter, values):
    call = Call(target, parameter, ())
    call.others = values
    return call


def parameters_of(target):
    """Those that take a value of their own, of the function and of what makes its object."""
    owner, method = target if isinstance(target, tuple) else (None, None)
    function = inspect.getattr_static(owner, method) if owner is not None else target
    is_bound = owner is not None and not isinstance(function, staticmethod)
    found = {}
    try:
        signatures = [list(inspect.signature(getattr(function, "__func__", function)).parameters.values())[is_bound:]]
        if owner is not None:
            signatures.append(inspect.signature(owner).parameters.values())
    except (TypeError, ValueError):
        return {}
    for one in (one for signature in signatures for one in signature):
        if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD) and not callable(one.default if one.default is not one.empty else None) and not isinstance(one.default, bool):
            found.setdefault(one.name, one)
    return found


def usual_values(parameters):
    """A folder that is there for what is called one; for others what their declaration says."""
    return {name: FOLDER for name in parameters if any(word in name.lower() for word in FOLDERS)}


def plain_value(parameter):
    return PLAIN_VALUES.get(parameter.annotation, "text") if parameter.default is parameter.empty else parameter.default


def shown(value):
    text = str(value) if isinstance(value, dict) else repr(value)
    return text if len(text) <= MAXIMUM_SHOWN else text[:MAXIMUM_SHOWN] + "…"


main()
