"""Writes the recorded suite as files for `assay rules check`: CASES.jsonl plus configs and targets.

    python export-cases.py FOLDER [--only python/calls]

Needs the standard library only; reads recorded/, so that it can never differ from the answers.
"""

import argparse
import json
from pathlib import Path

RECORDED = Path(__file__).resolve().parent / "recorded"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", help="prefix of the case ids")
    arguments = parser.parse_args()
    rows = []
    for path in sorted(RECORDED.glob("*/*.json")):
        recorded = json.loads(path.read_text(encoding="utf-8"))
        for case in recorded["cases"]:
            if not arguments.only or case["id"].startswith(arguments.only):
                rows.append(export_case(case, recorded["targets"][case["target"]], arguments.folder))
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    write(arguments.folder / "CASES.jsonl", lines)
    print(f"{len(rows)} cases in {arguments.folder / 'CASES.jsonl'}")


def export_case(case, target, folder):
    place = folder.resolve() / case["id"]
    config, program = place / "rules.yaml", place / "project" / case["file"]
    write(config, case["config"])
    write(program, target)
    # `paths:` counts from the git root, so every target folder is one.
    (place / "project" / ".git").mkdir(exist_ok=True)
    return {"id": case["id"], "config": str(config), "target": str(program), "language": case["id"].split("/")[0]}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
