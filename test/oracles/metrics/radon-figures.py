"""Prints radon's figures of the files named on standard input, one JSON record a line."""

import json
import sys
import tokenize

from radon.complexity import cc_visit
from radon.metrics import h_visit, mi_visit
from radon.raw import analyze


def blocks_of(blocks):
    """Every function, method, closure and class, however deep they stand."""
    for block in blocks:
        is_class = hasattr(block, "methods")
        yield {
            "type": "class" if is_class else "function",
            "name": block.name,
            "line": block.lineno,
            "complexity": block.complexity,
        }
        inner = list(block.inner_classes) if is_class else list(block.closures)
        yield from blocks_of(inner)
        # A class's methods stand beside it in radon's answer, but an inner class's stand below it only.
        if is_class:
            yield from blocks_of(block.methods)


def unique(blocks):
    seen = {}
    for block in blocks:
        seen[(block["type"], block["name"], block["line"])] = block
    return list(seen.values())


def halstead_of(report):
    return [report.h1, report.h2, report.N1, report.N2, report.volume, report.difficulty, report.effort, report.time, report.bugs,
            report.calculated_length]


def figures_of(path):
    with tokenize.open(path) as file:
        code = file.read()
    raw = analyze(code)
    halstead = h_visit(code)
    return {
        "path": path,
        "raw": raw._asdict(),
        "mi": mi_visit(code, True),
        "halstead": halstead_of(halstead.total),
        "functionHalstead": [[name, halstead_of(report)] for name, report in halstead.functions],
        "blocks": unique(blocks_of(cc_visit(code))),
    }


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        record = figures_of(path)
    except Exception as error:  # radon fails on what it cannot parse: that is its answer
        record = {"path": path, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(record))
