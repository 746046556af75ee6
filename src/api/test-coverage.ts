// Which changed lines the tests ran: both kinds of programs note it themselves, in files that are placed beside the project.

import { changedLines } from "../verification/changed-lines.ts";
import type { ChangedFile } from "../verification/static-checks.ts";

/** Lines of a changed file that hold code: those that ran and those that did not. */
export interface LineCoverage {
  readonly path: string;
  readonly ran: readonly number[];
  readonly missed: readonly number[];
}

const FOLDER = ".assay-coverage";
const MARK = "assay-coverage: ";
const MAXIMUM_SHOWN = 8;

/** What to place, and the command that runs the tests so that their lines are noted. */
export function withCoverage(command: string, changes: readonly ChangedFile[]): { readonly command: string; readonly files: readonly { readonly path: string; readonly content: string }[] } {
  const lines = changes.flatMap((change) => (change.after === undefined || !/\.(?:py|[cm]?js)$/.test(change.path) ? [] : [[change.path, [...changedLines(change).after]] as const]));
  if (lines.length === 0) return { command, files: [] };
  const script = `export PYTHONPATH="$PWD/${FOLDER}\${PYTHONPATH:+:$PYTHONPATH}" NODE_V8_COVERAGE="$PWD/${FOLDER}/v8" ASSAY_COVERAGE="$PWD/${FOLDER}"
(${command}
)
code=$?
unset NODE_V8_COVERAGE PYTHONPATH
if command -v python3 > /dev/null; then python3 -S ${FOLDER}/tell.py; fi
if command -v node > /dev/null && [ -d ${FOLDER}/v8 ]; then node ${FOLDER}/tell.mjs; fi
exit $code`;
  return {
    command: script,
    files: [
      { path: `${FOLDER}/lines.json`, content: JSON.stringify(Object.fromEntries(lines)) },
      { path: `${FOLDER}/sitecustomize.py`, content: TRACE_PYTHON },
      { path: `${FOLDER}/tell.py`, content: TELL_PYTHON },
      { path: `${FOLDER}/tell.mjs`, content: TELL_SCRIPTS },
    ],
  };
}

/** Follows only the changed files: every other function costs one look at its file's name. */
const TRACE_PYTHON = `import atexit, json, os, sys, threading

_folder = os.environ.get("ASSAY_COVERAGE")
if _folder:
    _root = os.path.dirname(_folder)
    with open(os.path.join(_folder, "lines.json")) as _file:
        _wanted = {os.path.join(_root, path) for path in json.load(_file)}
    _ran = {}

    def _line(frame, event, _):
        _ran.setdefault(os.path.abspath(frame.f_code.co_filename), set()).add(frame.f_lineno)
        return _line

    def _call(frame, event, argument):
        if os.path.abspath(frame.f_code.co_filename) in _wanted:
            return _line(frame, event, argument)

    def _write():
        sys.settrace(None)
        with open(os.path.join(_folder, f"ran-{os.getpid()}.json"), "w") as file:
            json.dump({os.path.relpath(path, _root): sorted(lines) for path, lines in _ran.items()}, file)

    sys.settrace(_call)
    threading.settrace(_call)
    atexit.register(_write)
`;

const TELL_PYTHON = `import glob, json, os

folder = "${FOLDER}"
with open(os.path.join(folder, "lines.json")) as file:
    wanted = json.load(file)
ran = {}
for name in glob.glob(os.path.join(folder, "ran-*.json")):
    with open(name) as file:
        for path, lines in json.load(file).items():
            ran.setdefault(path, set()).update(lines)


def lines_of(code):
    found = {line for _, _, line in code.co_lines() if line}
    for constant in code.co_consts:
        if hasattr(constant, "co_lines"):
            found |= lines_of(constant)
    return found


for path, lines in wanted.items():
    if path.endswith(".py"):
        try:
            with open(path, "rb") as file:
                code = lines_of(compile(file.read(), path, "exec")) & set(lines)
        except (OSError, SyntaxError, ValueError):
            continue
        seen = ran.get(path, set())
        print("\\n${MARK}" + json.dumps({"path": path, "ran": sorted(code & seen), "missed": sorted(code - seen)}))
`;

const TELL_SCRIPTS = `import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = "${FOLDER}";
const wanted = JSON.parse(readFileSync(folder + "/lines.json", "utf8"));
const reports = readdirSync(folder + "/v8").map((name) => JSON.parse(readFileSync(folder + "/v8/" + name, "utf8")));
for (const [path, lines] of Object.entries(wanted)) {
  if (path.endsWith(".py")) continue;
  const text = readFileSync(path, "utf8");
  const starts = [0];
  for (let at = text.indexOf("\\n"); at !== -1; at = text.indexOf("\\n", at + 1)) starts.push(at + 1);
  const url = pathToFileURL(resolve(path)).href;
  const loads = reports.flatMap(({ result }) => result.filter((one) => one.url === url));
  const code = lines.filter((line) => /^[^/*]*[A-Za-z0-9]/.test(text.split("\\n")[line - 1] ?? ""));
  const ran = code.filter((line) => loads.some(({ functions }) => countAt(functions, starts[line - 1] + text.slice(starts[line - 1]).search(/\\S/)) > 0));
  console.log("\\n${MARK}" + JSON.stringify({ path, ran, missed: code.filter((line) => !ran.includes(line)) }));
}

/** How often the innermost block ran that holds the place. */
function countAt(functions, offset) {
  let best = { size: Infinity, count: 0 };
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges) {
      if (startOffset <= offset && offset < endOffset && endOffset - startOffset <= best.size) best = { size: endOffset - startOffset, count };
    }
  }
  return best.count;
}
`;

/** What the run's own lines tell, and its output without them. */
export function readCoverage(output: string): { readonly coverage: readonly LineCoverage[]; readonly output: string } {
  const coverage: LineCoverage[] = [];
  const kept = output.split("\n").filter((line) => {
    const told = line.startsWith(MARK) ? toCoverage(line.slice(MARK.length)) : undefined;
    if (told !== undefined) coverage.push(told);
    return told === undefined;
  });
  return { coverage, output: kept.join("\n") };
}

function toCoverage(text: string): LineCoverage | undefined {
  try {
    const { path, ran, missed } = JSON.parse(text) as Partial<LineCoverage>;
    return typeof path === "string" && isLines(ran) && isLines(missed) ? { path, ran, missed } : undefined;
  } catch {
    return undefined;
  }
}

function isLines(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((line) => Number.isInteger(line));
}

/** One sentence for the evidence; undefined where nothing is known. */
export function describeCoverage(coverage: readonly LineCoverage[]): string | undefined {
  const ran = coverage.reduce((sum, one) => sum + one.ran.length, 0);
  const missed = coverage.flatMap(({ path, missed: lines }) => lines.map((line) => `${path}:${line}`));
  if (ran + missed.length === 0) return undefined;
  if (ran === 0) return "No test ran a changed line: that they pass says nothing of the change.";
  if (missed.length === 0) return `The tests ran every changed line (${ran}).`;
  return `The tests ran ${ran} of ${ran + missed.length} changed lines, not ${missed.slice(0, MAXIMUM_SHOWN).join(", ")}${missed.length > MAXIMUM_SHOWN ? " and others" : ""}.`;
}
