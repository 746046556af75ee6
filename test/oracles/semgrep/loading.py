"""Mutates rules and records which of them the real program loads: recorded-loading.json.

    python loading.py [--semgrep PATH] [--count 1500]

What breaks the program's own schema refuses a whole file, so that is asked in this process; what passes goes to the
program in one run, where a rule that does not load is an error with its id. The seed is fixed.
"""

import argparse
import copy
import json
import random
import tempfile
from pathlib import Path

import jsonschema
from record import run_semgrep, version, write_text
from ruamel.yaml import YAML
from suite import HERE

SEEDS = """
- {pattern: f($X)}
- {patterns: [{pattern: f($X)}, {pattern-not: f(1)}, {pattern-inside: "def $F(...): ..."}, {pattern-not-inside: "class $C: ..."}]}
- {patterns: [{pattern-either: [{pattern: f($X)}, {pattern-regex: g.x}, {patterns: [{pattern: h($X)}]}]}, {pattern-not-regex: abc}]}
- {patterns: [{pattern: "$F($X)"}, {metavariable-regex: {metavariable: $F, regex: a.*}}, {focus-metavariable: $X}]}
- {patterns: [{pattern: "$F($X)"}, {metavariable-pattern: {metavariable: $X, patterns: [{pattern: a}, {pattern-not: b}]}}, {focus-metavariable: [$X, $F]}]}
- {patterns: [{pattern: f($X)}, {metavariable-comparison: {metavariable: $X, comparison: "$X > 5", base: 10, strip: true}}]}
- {patterns: [{pattern: f($X)}, {metavariable-analysis: {metavariable: $X, analyzer: entropy}}, {metavariable-type: {metavariable: $X, type: int}}]}
- {patterns: [{pattern: f("$X")}, {metavariable-pattern: {metavariable: $X, language: regex, pattern-regex: a+}}]}
- {mode: taint, pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}]}
- {mode: taint, pattern-sources: [{patterns: [{pattern: f($X)}, {focus-metavariable: $X}], by-side-effect: true, label: A}], pattern-sinks: [{pattern: sink(...), requires: A and not B, exact: true}], pattern-sanitizers: [{pattern: clean(...), exact: false, by-side-effect: true}], pattern-propagators: [{pattern: "$A.add($B)", from: $B, to: $A, by-side-effect: false}]}
- {mode: taint, pattern-sources: [{pattern: s(), control: true, requires: A, label: B}], pattern-sinks: [{pattern: sink($X), requires: [{$X: A}]}, {pattern: t(), at-exit: true}]}
- {match: f($X)}
- {match: {all: [f($X), {not: f(1)}, {inside: "def $F(...): ..."}], where: [{metavariable: $X, regex: a.*}, {focus: $X}, {comparison: "$X > 1"}]}}
- {match: {any: [f($X), {pattern: g($X)}, {regex: abc}]}}
- {match: {all: [f($X)], where: [{metavariable: $X, type: int}, {metavariable: $X, analyzer: entropy}, {metavariable: $X, pattern: a, language: python}]}}
- {taint: {sources: [s(), {pattern: t(), label: A, by-side-effect: only}], sinks: [{pattern: sink($X), requires: A}], sanitizers: [clean(...)], propagators: [{pattern: "$A.add($B)", from: $B, to: $A}]}}
- {pattern: f($X), fix: g($X), options: {constant_propagation: false, symbolic_propagation: true}, paths: {include: ["*.py"], exclude: [tests]}, metadata: {cwe: a, list: [1, two]}}
- {pattern: f($X), fix-regex: {regex: f, replacement: g, count: 1}, min-version: 1.0.0, max-version: 2.0.0}
"""
REPLACEMENTS = [1, 2.5, True, "text", "$X", "true", "", None, [], {}, ["a"], [{"pattern": "a"}], {"a": 1}, {"pattern": "a"}, [1], "f(", "A &&", "only"]
KEYS = [
    "pattern", "patterns", "pattern-either", "pattern-not", "pattern-inside", "pattern-regex", "pattern-not-regex", "pattern-not-inside",
    "metavariable-regex", "metavariable-pattern", "metavariable-comparison", "metavariable-analysis", "metavariable-type", "metavariable-name",
    "focus-metavariable", "match", "taint", "where", "all", "any", "not", "inside", "anywhere", "regex", "mode", "options", "paths", "fix",
    "fix-regex", "languages", "severity", "message", "id", "pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators",
    "sources", "sinks", "label", "requires", "exact", "by-side-effect", "control", "from", "to", "language", "type", "types", "analyzer",
    "comparison", "base", "strip", "metavariable", "metadata", "min-version", "replace-labels", "not_conflicting", "at-exit", "focus", "kind",
    "module", "constant-propagation", "product", "validators", "dependency", "pattern-where-python", "sanitizers", "propagators", "unknown",
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--semgrep", default="semgrep")
    parser.add_argument("--count", type=int, default=1500)
    arguments = parser.parse_args()
    rules = mutations(arguments.count)
    schema = the_schema()
    loads = [passes(schema, rule) for rule in rules]
    candidates = [index for index, passed in enumerate(loads) if passed]
    for index in refused([(index, rules[index]) for index in candidates], arguments.semgrep):
        loads[index] = False
    rows = [json.dumps({"loads": loaded, "rule": rule}, ensure_ascii=False) for rule, loaded in zip(rules, loads)]
    write_text(HERE / "recorded-loading.json", '{\n  "semgrep": "' + version() + '",\n  "rules": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n")
    print(f"{len(rules)} rules: {len(candidates)} pass the schema, {sum(loads)} load")


def the_schema():
    import semgrep.rule_lang

    return semgrep.rule_lang.RuleSchema.get()


def passes(schema, rule):
    return jsonschema.Draft7Validator(schema).is_valid({"rules": [rule]})


def refused(rules, semgrep):
    """Of rules that pass the schema, the numbers of those that the program drops; a run that fails as a whole is halved."""
    if not rules:
        return []
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        root = Path(folder)
        write_text(root / "target.py", "x = 1\n")
        write_text(root / "rules.json", json.dumps({"rules": [{**rule, "id": f"r{number}"} for number, rule in rules]}))
        output = run_semgrep(root, "rules.json", ["target.py"], semgrep, ["--no-git-ignore"])
    whole = output.get("whole") or any(error.get("rule_id") is None and error["level"] == "error" for error in output["errors"])
    if not whole:
        return [int(error["rule_id"][1:]) for error in output["errors"] if error.get("rule_id")]
    if len(rules) == 1:
        return [rules[0][0]]
    middle = len(rules) // 2
    return refused(rules[:middle], semgrep) + refused(rules[middle:], semgrep)


def mutations(count):
    """Rules with one or two changes each; none twice."""
    chance = random.Random(20)
    seeds = [{"id": "r", "message": "m", "severity": "WARNING", "languages": ["python"], **seed} for seed in YAML(typ="safe").load(SEEDS)]
    found = {json.dumps(seed): seed for seed in seeds}
    while len(found) < count:
        rule = copy.deepcopy(chance.choice(seeds))
        for _ in range(chance.choice([1, 1, 1, 2])):
            mutate(rule, chance)
        found.setdefault(json.dumps(rule), rule)
    return list(found.values())


def mutate(rule, chance):
    holder, key = chance.choice(list(places(rule)))
    action = chance.randrange(5)
    if action == 0:
        del holder[key]
    elif action == 1:
        holder[key] = copy.deepcopy(chance.choice(REPLACEMENTS))
    elif action == 2 and isinstance(holder, dict):
        holder[chance.choice(KEYS)] = holder.pop(key)
    elif action == 3 and isinstance(holder, dict):
        holder[chance.choice(KEYS)] = copy.deepcopy(chance.choice([holder[key], *REPLACEMENTS]))
    elif action == 4:
        holder[key] = chance.choice([[holder[key]], {chance.choice(KEYS): holder[key]}])


def places(value):
    """Every place in a rule but its id, which stays what errors are told by."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, inner in entries:
        if key == "id":
            continue
        yield value, key
        yield from places(inner)


if __name__ == "__main__":
    main()
