"""Runs the real semgrep over the cases and records its answers under recorded/.

    python record.py [--only python/calls] [--semgrep PATH] [--jobs 1] [--missing]

Cases of one file run in bulk: one configuration with unique rule ids, one folder per target,
and only (rule, own target) results are kept. What cannot share a run (paths, versions,
nosemgrep ids, raw files, configurations that fail to load) runs alone.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from suite import RECORDED, dump_yaml, load_suite

TIMEOUT_S = 600


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", help="language/operator prefix")
    parser.add_argument("--semgrep", default="semgrep")
    parser.add_argument("--missing", action="store_true", help="record only cases that are new or changed")
    arguments = parser.parse_args()
    total = 0
    for (language, operator), cases in load_suite(arguments.only).items():
        path = RECORDED / language / f"{operator}.json"
        answers = known_answers(path) if arguments.missing else {}
        answers = {case["id"]: answers[fingerprint(case)] for case in cases if fingerprint(case) in answers}
        todo = [case for case in cases if case["id"] not in answers]
        if not todo and is_current(path, cases):
            continue
        answers.update(record(todo, arguments.semgrep))
        write_answers(path, cases, answers)
        total += len(cases)
        errors = sum("error" in answer for answer in answers.values())
        findings = sum(len(answer["findings"]) for answer in answers.values())
        empty = sum(not answer["findings"] for answer in answers.values()) - errors
        print(f"{language}/{operator}: {len(cases)} cases, {findings} findings, {empty} silent, {errors} rejected", flush=True)
    print(f"{total} cases recorded")


def fingerprint(case):
    """What an answer depends on, besides semgrep itself."""
    return (case["id"], case["file"], case["config"], case["target"])


def known_answers(path):
    """Recorded answers by the fingerprint of their case."""
    if not path.exists():
        return {}
    recorded = json.loads(path.read_text(encoding="utf-8"))
    if recorded["semgrep"] != version():
        return {}
    answers = {}
    for case in recorded["cases"]:
        answer = {key: value for key, value in case.items() if key not in ("id", "file", "target", "config")}
        answers[fingerprint({**case, "target": recorded["targets"][case["target"]]})] = answer
    return answers


def is_current(path, cases):
    return list(known_answers(path)) == [fingerprint(case) for case in cases]


def record(cases, semgrep):
    """Answers by case id."""
    answers = {}
    shared = [case for case in cases if not case["alone"]]
    record_bulk(shared, semgrep, answers)
    for case in cases:
        if case["alone"]:
            answers[case["id"]] = record_alone(case, semgrep)
    return answers


def record_bulk(cases, semgrep, answers):
    """One run for all; a configuration that fails as a whole is halved until the culprit is alone."""
    if not cases:
        return
    if len(cases) == 1:
        answers[cases[0]["id"]] = record_alone(cases[0], semgrep)
        return
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        root = Path(folder)
        rules, targets, names = [], {}, {}
        for number, case in enumerate(cases):
            place = targets.setdefault((case["target"], case["file"]), f"t{len(targets)}/{case['file']}")
            for inner, rule in enumerate(case["rules"]):
                unique = f"c{number}r{inner}"
                names[unique] = (case["id"], rule["id"], place)
                rules.append({**rule, "id": unique})
        for (text, _), place in targets.items():
            write_text(root / place, text)
        write_text(root / "rules.yaml", dump_yaml({"rules": rules}))
        output = run_semgrep(root, "rules.yaml", list(targets.values()), semgrep, ["--no-git-ignore"])
        if is_whole_failure(output):
            middle = len(cases) // 2
            record_bulk(cases[:middle], semgrep, answers)
            record_bulk(cases[middle:], semgrep, answers)
            return
        collected = {case["id"]: new_answer() for case in cases}
        for result in output["results"]:
            case_id, rule_id, place = names[result["check_id"]]
            if result["path"] == place:
                add_result(collected[case_id], rule_id, result, root / place)
        for error in output["errors"]:
            if error.get("rule_id") in names:
                case_id, rule_id, place = names[error["rule_id"]]
                if error.get("path") in (None, place, "rules.yaml"):
                    add_error(collected[case_id], error, error["rule_id"], rule_id)
            elif error.get("path") in targets.values():
                for case in cases:
                    if targets[(case["target"], case["file"])] == error["path"]:
                        add_error(collected[case["id"]], error, None, None)
        for case_id, answer in collected.items():
            answers[case_id] = finish(answer)


def record_alone(case, semgrep):
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        root = Path(folder) / "project"
        write_text(root / case["file"], case["target"])
        write_text(Path(folder) / "rules.yaml", case["config"])
        subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
        output = run_semgrep(root, "../rules.yaml", [case["file"]], semgrep)
        answer = new_answer()
        for result in output["results"]:
            add_result(answer, result["check_id"], result, root / case["file"])
        for error in output["errors"]:
            add_error(answer, error, None, None)
        return finish(answer)


def run_semgrep(root, config, targets, semgrep, options=()):
    command = [
        "nice", semgrep, "scan", "--metrics", "off", "--disable-version-check", "--json", "--quiet",
        "--jobs", "1", "--no-rewrite-rule-ids", "--timeout", "30",
        "--timeout-threshold", "0", "--config", config, *options, *targets,
    ]
    environment = {**os.environ, "SEMGREP_SEND_METRICS": "off", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=TIMEOUT_S)
    text = done.stdout.decode("utf-8", "replace")
    if not text.strip():
        message = done.stderr.decode("utf-8", "replace").strip()
        return {"results": [], "errors": [{"type": f"exit {done.returncode}", "message": message, "level": "error"}], "whole": True}
    return json.loads(text)


def is_whole_failure(output):
    if output.get("whole"):
        return True
    return any(error.get("rule_id") is None and error.get("path") is None and error["level"] == "error" for error in output["errors"])


def new_answer():
    return {"findings": [], "fixes": [], "messages": [], "errors": [], "partial": []}


def add_result(answer, rule_id, result, path):
    lines = path.read_bytes().split(b"\n")
    start, end = position(lines, result["start"]), position(lines, result["end"])
    extra = result["extra"]
    if extra.get("is_ignored"):
        return
    add(answer["findings"], [rule_id, *start, *end])
    add(answer["messages"], [rule_id, *start, extra["message"]])
    if extra.get("fix") is not None:
        add(answer["fixes"], [rule_id, *start, extra["fix"]])


def add(rows, row):
    if row not in rows:
        rows.append(row)


def position(lines, place):
    """1-based line and 1-based UTF-16 column from semgrep's 1-based byte column."""
    line, column = place["line"], place["col"]
    before = lines[line - 1][: column - 1] if line <= len(lines) else b""
    return [line, len(before.decode("utf-8", "replace").encode("utf-16-le")) // 2 + 1]


def add_error(answer, error, unique, rule_id):
    kind = error["type"] if isinstance(error["type"], str) else error["type"][0]
    text = tidy(error.get("message") or error.get("long_msg") or "")
    if unique:
        text = text.replace(unique, rule_id)
    if kind in ("PartialParsing", "Syntax error", "Lexical error", "Other syntax error"):
        answer["partial"].append(kind)
    elif error["level"] == "error" or kind == "IncompatibleRule":
        answer["errors"].append(f"{kind}: {text.strip()}")
    else:
        answer["partial"].append(f"{kind}: {text.strip()[:300]}")


def tidy(text):
    """The words of an error without the recording machine's paths and traces."""
    failure = re.search(r"Failure: .*", text)
    words = failure.group(0) if failure else text
    words = re.sub(r"/[\w./-]*/(?=[\w.-]+)", "", words)
    return re.sub(r"\btmp\w{8}\.json", "rules", words)


def finish(answer):
    """Sorted rows; empty optional parts are left out."""
    whole = {"findings": sorted(answer["findings"])}
    if answer["fixes"]:
        whole["fixes"] = sorted(answer["fixes"])
    if answer["messages"]:
        whole["messages"] = sorted(answer["messages"])
    if answer["errors"]:
        whole["error"] = "\n".join(answer["errors"])
    if answer["partial"]:
        whole["notes"] = sorted(set(answer["partial"]))
    return whole


def write_text(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def write_answers(path, cases, answers):
    """One case a line, targets shared, so that a difference in review is one line."""
    targets, rows = {}, []
    for case in cases:
        key = target_key(targets, case)
        row = {"id": case["id"], "file": case["file"], "target": key, "config": case["config"], **answers[case["id"]]}
        rows.append(json.dumps(row, ensure_ascii=False))
    texts = [f"    {json.dumps(key)}: {json.dumps(text, ensure_ascii=False)}" for key, text in targets.items()]
    body = '{\n  "semgrep": "' + version() + '",\n  "targets": {\n' + ",\n".join(texts) + '\n  },\n  "cases": [\n    '
    write_text(path, body + ",\n    ".join(rows) + "\n  ]\n}\n")


def target_key(targets, case):
    base = case["id"].split("/")[2]
    key, number = base, 1
    while targets.get(key, case["target"]) != case["target"]:
        number += 1
        key = f"{base}-{number}"
    targets[key] = case["target"]
    return key


def version():
    from importlib.metadata import version as installed
    return installed("semgrep")


if __name__ == "__main__":
    if not shutil.which("nice"):
        sys.exit("record.py needs a POSIX system")
    main()
