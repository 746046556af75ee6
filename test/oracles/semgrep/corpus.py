"""Compares the engine with the real program on files of public packages, one rule file for all.

    python corpus.py record --corpus DIR --semgrep PATH     writes recorded-corpus/<language>.json and .yaml
    python3 corpus.py export --corpus DIR FOLDER            writes CASES.jsonl for `assay rules check`
    python3 corpus.py compare ANSWERS.jsonl [--list]        agreement by rule and file

The packages' own text is not kept: a file counts when its SHA-256 is the recorded one.
Only `record` needs semgrep and the YAML reader.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "recorded-corpus"
SEED = 20261122
FILES = {"python": 80, "javascript": 60, "typescript": 50}
SUFFIXES = {"python": (".py",), "javascript": (".js", ".mjs", ".cjs", ".jsx"), "typescript": (".ts", ".tsx", ".mts")}
LIMIT_BYTES = 16_000
RULE_GROUPS = ("realistic", "imports", "definitions/classes", "expressions/collections", "definitions/objects", "expressions/jsx")
# Patterns that match nearly everything say little and cost much.
LEFT_OUT = ("any-metavariable", "any-any", "leading-dots", "name", "deep-alone", "anything", "spread-any", "statement-pair", "metavariable-any")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["record", "export", "compare"])
    parser.add_argument("place", nargs="?", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--semgrep", default="semgrep")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_intermixed_args()
    if arguments.action == "record":
        record_all(arguments.corpus, arguments.semgrep)
    elif arguments.action == "export":
        export(arguments.corpus, arguments.place)
    else:
        compare(arguments.place, arguments.list)


def record_all(corpus, semgrep):
    from record import add_result, new_answer, run_semgrep
    from suite import dump_yaml, load_suite

    suite = load_suite()
    RECORDED.mkdir(exist_ok=True)
    for language in FILES:
        rules = choose_rules(suite, language)
        files = choose_files(corpus, language)
        (RECORDED / f"{language}.yaml").write_text(dump_yaml({"rules": rules}), encoding="utf-8")
        with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
            root = Path(folder)
            shutil.copy(RECORDED / f"{language}.yaml", root / "rules.yaml")
            for name in files:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(corpus / name, root / name)
            output = run_semgrep(root, "rules.yaml", files, semgrep, ["--no-git-ignore"])
            answers = {name: new_answer() for name in files}
            for result in output["results"]:
                add_result(answers[result["path"]], result["check_id"], result, root / result["path"])
            partial = {error["path"] for error in output["errors"] if error.get("path") in answers}
        write_answers(language, corpus, answers, partial)
        total = sum(len(answer["findings"]) for answer in answers.values())
        print(f"{language}: {len(rules)} rules, {len(files)} files, {total} findings, {len(partial)} read in part")


def choose_rules(suite, language):
    """Rules of the case files that load and are about the language, ids made unique."""
    rules = []
    for (own, operator), cases in suite.items():
        if own != language:
            continue
        errors = failed_cases(own, operator)
        for case in cases:
            _, _, group, key = case["id"].split("/")
            wanted = f"{operator}/{group}".startswith(RULE_GROUPS) and key not in LEFT_OUT
            if not wanted or case["alone"] or case["id"] in errors or len(case["rules"]) != 1:
                continue
            rules.append({**case["rules"][0], "id": f"{operator}.{group}.{key}"})
    return rules


def failed_cases(language, operator):
    recorded = json.loads((HERE / "recorded" / language / f"{operator}.json").read_text(encoding="utf-8"))
    return {case["id"] for case in recorded["cases"] if "error" in case}


def choose_files(corpus, language):
    """A fixed sample of middle-sized files, as paths below the corpus folder."""
    found = []
    for folder, folders, names in os.walk(corpus):
        folders[:] = sorted(name for name in folders if name not in ("node_modules", ".git"))
        for name in sorted(names):
            path = Path(folder) / name
            if name.endswith(SUFFIXES[language]) and not name.endswith((".min.js", ".d.ts", ".d.mts")) and 500 < path.stat().st_size < LIMIT_BYTES:
                found.append(path.relative_to(corpus).as_posix())
    return sorted(random.Random(f"{SEED}-{language}").sample(found, min(FILES[language], len(found))))


def write_answers(language, corpus, answers, partial):
    rows = []
    for name, answer in sorted(answers.items()):
        digest = hashlib.sha256((corpus / name).read_bytes()).hexdigest()
        row = {"file": name, "sha256": digest, "findings": sorted(answer["findings"]), "fixes": sorted(answer["fixes"])}
        rows.append(json.dumps({**row, "partial": True} if name in partial else row, ensure_ascii=False))
    text = "[\n" + ",\n".join(rows) + "\n]\n"
    (RECORDED / f"{language}.json").write_text(text, encoding="utf-8")


def recorded_files():
    for path in sorted(RECORDED.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield path.stem, row


def export(corpus, folder):
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for language, row in recorded_files():
        target = (corpus / row["file"]).resolve()
        if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != row["sha256"]:
            print(f"left out, other text: {row['file']}")
            continue
        config = RECORDED / f"{language}.yaml"
        lines.append(json.dumps({"id": f"{language}:{row['file']}", "config": str(config), "target": str(target), "language": language}))
    (folder / "CASES.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} files in {folder / 'CASES.jsonl'}")


def compare(path, is_listing):
    """Shares of (rule, file) pairs that agree, among the pairs where either side found something."""
    answers = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    agreed, pairs, wrong = Counter(), Counter(), defaultdict(list)
    for language, row in recorded_files():
        answer = answers.get(f"{language}:{row['file']}")
        if answer is None:
            continue
        expected, actual = by_rule(row["findings"]), by_rule(answer.get("findings", []))
        for rule in expected.keys() | actual.keys():
            pairs[language] += 1
            lines = [{finding[1] for finding in side.get(rule, ())} for side in (expected, actual)]
            agreed[f"{language} lines"] += lines[0] == lines[1]
            agreed[f"{language} ranges"] += expected.get(rule) == actual.get(rule)
            if expected.get(rule) != actual.get(rule):
                wrong[f"{language} {rule}"].append((row["file"], sorted(lines[0] - lines[1]), sorted(lines[1] - lines[0])))
    for language, count in sorted(pairs.items()):
        print(f"{language}: {count} pairs, lines {100 * agreed[f'{language} lines'] / count:.2f} %, ranges {100 * agreed[f'{language} ranges'] / count:.2f} %")
    for rule, files in sorted(wrong.items(), key=lambda item: -len(item[1])) if is_listing else []:
        name, missing, extra = files[0]
        print(f"  {rule}: {len(files)} files, first {name} missing {missing[:5]} extra {extra[:5]}")


def by_rule(findings):
    groups = defaultdict(set)
    for finding in findings:
        groups[finding[0]].add(tuple(finding))
    return dict(groups)


if __name__ == "__main__":
    main()
