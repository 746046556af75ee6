"""Writes cases/<language>/generated.yaml: mutated targets and combined rules of the hand-written cases.

    python generate.py

The seed is fixed, so that the same case files give the same generated cases. Targets are wrapped,
reordered, renamed, requoted or filled with noise; rules combine two or three patterns of a group.
"""

import ast
import random
import re

from ruamel.yaml import YAML

from suite import CASES, load_groups, metavariables, represent_text

SEED = 20261122
COUNTS = {"python": 240, "javascript": 160, "typescript": 100, "bash": 50}
BLOCKED = {"rule-files", "nosemgrep", "paths-and-versions", "generated", "languages", "match-syntax"}
NOISE = {
    "python": ["# a remark", "unrelated = 0", "pass"],
    "javascript": ["// a remark", "unrelated();", ";"],
    "bash": ["# a remark", "true"],
}


def main():
    for language, count in COUNTS.items():
        generator = random.Random(f"{SEED}-{language}")
        groups = usable_groups(language)
        cases = [generate(generator, language, groups, number) for number in range(count)]
        write_groups(CASES / language / "generated.yaml", cases)
        print(f"{language}: {len(cases)} generated cases")


def usable_groups(language):
    """Groups with at least three plain patterns, as (name, file, target, patterns)."""
    found = []
    origin = "javascript" if language == "typescript" else language
    for folder in dict.fromkeys([language, origin]):
        for path in sorted((CASES / folder).glob("*.yaml")):
            if path.stem in BLOCKED:
                continue
            for group in load_groups(path):
                patterns = [text for text in map(plain_pattern, group["rules"].values()) if text]
                if len(patterns) >= 3 and not group.get("solo"):
                    found.append((f"{path.stem}-{group['group']}", group.get("file"), group["target"], patterns))
    return found


def plain_pattern(body):
    if isinstance(body, str):
        return body
    return body.get("pattern") if isinstance(body, dict) else None


def generate(generator, language, groups, number):
    name, file, target, patterns = generator.choice(groups)
    syntax = "javascript" if language == "typescript" else language
    chosen = generator.sample(patterns, 3)
    for mutate in generator.sample([wrap, shuffle, requote, add_noise, keep], 2):
        target = mutate(generator, syntax, target)
    if generator.random() < 0.4:
        target, chosen = rename(generator, target, chosen)
    group = {"group": f"{number:03}-{name}", "target": target}
    if file:
        group["file"] = re.sub(r"\.js(x?)$", r".ts\1", file) if language == "typescript" else file
    group["rules"] = {"combined": combine(generator, chosen)}
    return group


def combine(generator, patterns):
    """Two or three patterns under the operators that rules use most."""
    first, second, third = patterns
    shape = generator.choice(["not", "inside", "not-inside", "either", "either-not", "focus", "regex", "inside-not", "search"])
    if shape == "either":
        return {"pattern-either": [{"pattern": text} for text in patterns]}
    if shape == "search":
        return {"pattern": first}
    terms = [{"pattern": first}]
    if shape == "either-not":
        terms = [{"pattern-either": [{"pattern": first}, {"pattern": second}]}, {"pattern-not": third}]
    elif shape == "inside-not":
        terms += [{"pattern-inside": second}, {"pattern-not": third}]
    elif shape in ("not", "inside", "not-inside"):
        terms.append({f"pattern-{shape}": second})
    else:
        terms += condition(generator, shape, first)
    return {"patterns": terms}


def condition(generator, shape, pattern):
    names = sorted(name for name in metavariables(pattern) if "..." not in name)
    if not names:
        return []
    name = generator.choice(names)
    if shape == "focus":
        return [{"focus-metavariable": name}]
    regex = generator.choice(["[a-f]", "^.{1,3}$", "(?i).*x", "\\d", "^[\"']", ".*\\("])
    return [{"metavariable-regex": {"metavariable": name, "regex": regex}}]


def keep(_generator, _syntax, target):
    return target


def wrap(generator, syntax, target):
    """The whole program inside a function, a class method or a condition."""
    if syntax == "bash" or re.search(r"^(import|export|from|@|\s*global)\b|`|\"\"\"", target, re.M):
        return target
    body = "".join(f"    {line}\n" if line else "\n" for line in target.splitlines())
    if syntax == "python":
        head = generator.choice(["def wrapper(arg):\n", "if condition:\n", "class Wrapper:\n"])
        return head + body
    head, tail = generator.choice([("function wrapper(arg) {\n", "}\n"), ("if (condition) {\n", "}\n"), ("const wrapper = async () => {\n", "};\n")])
    return head + body + tail


def shuffle(generator, syntax, target):
    """Top-level statements in another order, where their borders are known."""
    if syntax != "python":
        return target
    try:
        statements = ast.parse(target).body
    except SyntaxError:
        return target
    lines = target.splitlines()
    starts = [min([s.lineno, *[d.lineno for d in getattr(s, "decorator_list", [])]]) for s in statements]
    if len(set(starts)) != len(starts) or not starts:
        return target
    ends = [start - 1 for start in starts[1:]] + [len(lines)]
    parts = ["\n".join(lines[start - 1 : end]) for start, end in zip(starts, ends)]
    generator.shuffle(parts)
    return "\n".join(lines[: starts[0] - 1] + parts) + "\n"


def requote(_generator, _syntax, target):
    """Double quotes for single ones and the reverse, on lines where only one kind occurs."""
    lines = []
    for line in target.splitlines():
        kinds = {mark for mark in "'\"`\\" if mark in line}
        if kinds == {'"'} and '"""' not in line:
            line = line.replace('"', "'")
        elif kinds == {"'"}:
            line = line.replace("'", '"')
        lines.append(line)
    return "\n".join(lines) + "\n"


def add_noise(generator, syntax, target):
    """Remarks and idle statements between lines that start a new statement at the left border."""
    lines, result = target.splitlines(), []
    for index, line in enumerate(lines):
        result.append(line)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if is_border(syntax, line, following) and generator.random() < 0.25:
            result.append(generator.choice(NOISE[syntax]))
    return "\n".join(result) + "\n"


def is_border(syntax, line, following):
    if not line or line != line.lstrip() or line.startswith("@"):
        return False
    if syntax == "python":
        return bool(re.match(r"[A-Za-z_][\w.]*(\(.*\)| = .*)$", line)) and not re.match(r"(\s|\)|\]|}|else|elif|except|finally)", following)
    if syntax == "javascript":
        return line.endswith(";") and not line.startswith(("case", "if", "for", "while", "do ")) and following == following.lstrip() and not following.startswith((".", "else", "}"))
    return bool(re.match(r"[A-Za-z_]\w*( [^|&\\]*)?$", line)) and following == following.lstrip() and not re.match(r"(if|for|while|case|do|then|else|fi|done|esac|EOF|function)\b", line)


def rename(generator, target, patterns):
    """One called or assigned name gets another name in program and patterns."""
    names = sorted(set(re.findall(r"(?<![\w$.'\"])([a-z]\w*)(?=\()", target)) - {"if", "for", "while", "switch", "catch", "function", "return", "super", "require", "import", "range", "print", "constructor", "with", "not", "in", "and", "or", "await", "yield", "lambda", "assert", "del", "match", "case", "except", "elif", "typeof", "void", "new", "throw", "exec", "eval", "len", "int", "str", "re"})
    if not names:
        return target, patterns
    old = generator.choice(names)
    replace = re.compile(rf"(?<![\w$]){old}(?!\w)")
    return replace.sub(f"{old}_renamed", target), [replace.sub(f"{old}_renamed", text) for text in patterns]


def write_groups(path, groups):
    yaml = YAML()
    yaml.width = 4096
    yaml.representer.add_representer(str, represent_text)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("# Written by generate.py; do not edit.\n")
        yaml.dump(groups, stream)


if __name__ == "__main__":
    main()
