"""Reads the case files and turns every rule of every group into one self-contained case.

A case file is a list of groups; a group is one target and many rules on it:

    - group: calls            # part of the case id
      target: |               # the program text
        f(1)
      file: app.py            # optional: target path, decides the language for the real program
      also: [typescript]      # optional: the same cases in further languages
      solo: true              # optional: each rule runs in a process and git root of its own
      rules:
        one-argument: f($X)                     # text: `pattern:`
        either: {pattern-either: [...]}         # mapping: the rule's keys, the rest is filled in
        broken: {raw: "rules: ["}               # raw: the whole configuration file as text
"""

import io
import re
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
RECORDED = HERE / "recorded"
EXTENSIONS = {
    "python": "py",
    "javascript": "js",
    "typescript": "ts",
    "bash": "sh",
    "regex": "txt",
    "generic": "txt",
}
METAVARIABLE = re.compile(r"\$(?:\.\.\.)?[A-Z_][A-Z0-9_]*|\$[0-9]")
ALONE = ("paths", "min-version", "max-version")


def load_groups(path):
    """Groups of one case file as plain data."""
    yaml = YAML(typ="safe")
    return yaml.load(path.read_text(encoding="utf-8")) or []


def dump_yaml(value):
    """Block-style YAML text, many-line strings as literal blocks."""
    yaml = YAML()
    yaml.width = 4096
    yaml.representer.add_representer(str, represent_text)
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def represent_text(representer, text):
    style = "|" if "\n" in text else None
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def metavariables(value):
    """Names used anywhere in a rule, in a stable order; `$_` says nothing and is left out."""
    names = set()
    if isinstance(value, str):
        names.update(METAVARIABLE.findall(value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("fix", "fix-regex", "message", "metadata"):
                names |= metavariables(inner)
    elif isinstance(value, list):
        for inner in value:
            names |= metavariables(inner)
    return {name for name in names if not name.startswith("$_")}


def complete_rule(key, body, language):
    """A whole rule from a case's keys: id, message, severity and languages are filled in."""
    rule = {"pattern": body} if isinstance(body, str) else dict(body)
    default_message = " ".join(f"{name[1:]}={name}" for name in sorted(metavariables(rule)))
    whole = {"id": key, **rule}
    whole.setdefault("message", default_message or "found")
    whole.setdefault("severity", "WARNING")
    whole.setdefault("languages", [language])
    return whole


def group_cases(group, operator, language):
    """One record per rule: id, language, file, target, rules (or raw text) and whether it runs alone."""
    name = group.get("file", f"target.{EXTENSIONS[language]}")
    for key, body in group["rules"].items():
        key = str(key)
        raw = body.get("raw") if isinstance(body, dict) else None
        rules = None if raw is not None else [complete_rule(key, body, language)]
        if isinstance(body, dict) and "rules" in body:
            rules = [complete_rule(rule["id"], rule, language) for rule in body["rules"]]
        alone = bool(group.get("solo")) or raw is not None
        alone = alone or any(word in rule for rule in rules or [] for word in ALONE)
        yield {
            "id": f"{language}/{operator}/{group['group']}/{key}",
            "language": language,
            "file": name,
            "target": group["target"],
            "rules": rules,
            "config": raw if raw is not None else dump_yaml({"rules": rules}),
            "alone": alone,
        }


def load_suite(only=None):
    """All cases by (language, operator); a group's `also` adds it to other languages."""
    suite = {}
    for path in sorted(CASES.glob("*/*.yaml")):
        operator = path.stem
        for group in load_groups(path):
            for language in [path.parent.name, *group.get("also", [])]:
                if only and not f"{language}/{operator}".startswith(only):
                    continue
                own = dict(group)
                if language != path.parent.name and "file" in own:
                    own["file"] = re.sub(r"\.\w+$", "." + EXTENSIONS[language], own["file"])
                cases = group_cases(own, operator, language)
                suite.setdefault((language, operator), []).extend(cases)
    check_unique(suite)
    return suite


def check_unique(suite):
    seen = set()
    for cases in suite.values():
        for case in cases:
            if case["id"] in seen:
                raise SystemExit(f"two cases are called {case['id']}")
            seen.add(case["id"])
