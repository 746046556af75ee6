"""Compares an answers file of `assay rules check` with the recorded answers.

    python compare.py ANSWERS.jsonl [--only python/calls] [--list] [--json FILE]

Prints agreement on (rule, line), ranges, fixes, messages and load errors, by language and by
operator; --list shows every disagreement with both answers. Needs the standard library only.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ASPECTS = ("lines", "ranges", "fixes", "messages", "errors", "exact")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("answers", type=Path)
    parser.add_argument("--only", help="prefix of the case ids")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", type=Path, help="write the disagreements here")
    arguments = parser.parse_args()
    answers = read_answers(arguments.answers)
    totals = defaultdict(lambda: [0, *[0] * len(ASPECTS)])
    wrong = []
    for case in recorded_cases(arguments.only):
        answer = answers.get(case["id"], {"findings": [], "error": "no answer"})
        verdict = compare_case(case, answer)
        language, operator = case["id"].split("/")[:2]
        for name in ("all", language, f"{language}/{operator}"):
            totals[name][0] += 1
            for index, aspect in enumerate(ASPECTS):
                totals[name][index + 1] += verdict[aspect]
        if not verdict["exact"]:
            wrong.append((case, answer, verdict))
    print_totals(totals)
    if arguments.list:
        print_disagreements(wrong)
    if arguments.json:
        arguments.json.write_text(json.dumps([describe(*row) for row in wrong], indent=1), encoding="utf-8")


def read_answers(path):
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    return {row["id"]: row for row in rows}


def recorded_cases(only):
    for path in sorted((HERE / "recorded").glob("*/*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            if not only or case["id"].startswith(only):
                yield case


def compare_case(case, answer):
    """Which aspects agree; a rejected rule must be rejected, its words are free."""
    rejected, refused = "error" in case, bool(answer.get("error"))
    verdict = {"errors": rejected == refused}
    verdict["lines"] = pick(case["findings"], 0, 1) == pick(answer.get("findings", []), 0, 1)
    verdict["ranges"] = rows(case["findings"]) == rows(answer.get("findings", []))
    for aspect in ("fixes", "messages"):
        verdict[aspect] = rows(case.get(aspect, [])) == rows(answer.get(aspect) or [])
    if rejected or refused:
        verdict.update({aspect: rejected == refused for aspect in ("lines", "ranges", "fixes", "messages")})
    verdict["exact"] = all(verdict.values())
    return verdict


def rows(values):
    return {tuple(value) for value in values}


def pick(values, *columns):
    return {tuple(value[column] for column in columns) for value in values}


def print_totals(totals):
    width = max(len(name) for name in totals)
    print(" " * width, "cases", *[f"{aspect:>9}" for aspect in ASPECTS])
    for name in sorted(totals, key=lambda key: (key != "all", key)):
        count, *agreed = totals[name]
        shares = [f"{100 * value / count:8.1f}%" for value in agreed]
        print(f"{name:{width}} {count:5}", *shares)


def describe(case, answer, verdict):
    missing = sorted(rows(case["findings"]) - rows(answer.get("findings", [])))
    extra = sorted(rows(answer.get("findings", [])) - rows(case["findings"]))
    return {
        "id": case["id"],
        "differs": [aspect for aspect in ASPECTS[:-1] if not verdict[aspect]],
        "missing": missing,
        "extra": extra,
        "expected": {key: case.get(key) for key in ("fixes", "messages", "error") if case.get(key)},
        "actual": {key: answer.get(key) for key in ("fixes", "messages", "error") if answer.get(key)},
    }


def print_disagreements(wrong):
    for case, answer, verdict in wrong:
        row = describe(case, answer, verdict)
        print(f"\n{row['id']}: {', '.join(row['differs'])}")
        for name in ("missing", "extra"):
            for finding in row[name]:
                print(f"  {name:8}", *finding)
        for aspect in row["differs"]:
            if aspect in ("fixes", "messages", "errors"):
                key = "error" if aspect == "errors" else aspect
                print(f"  expected {aspect}: {row['expected'].get(key)}")
                print(f"  actual   {aspect}: {row['actual'].get(key)}")


if __name__ == "__main__":
    main()
