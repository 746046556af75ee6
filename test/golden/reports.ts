// Reports that the golden files are rendered from: small, and between them every shape that reporters must handle.

import type { Finding, Fix, Region, TraceStep } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import type { DocumentedRule } from "../../src/model/rule.ts";
import { scoreReport } from "../../src/score/score-report.ts";

/** A source file of a sample report. */
interface Source {
  readonly path: string;
  readonly text: string;
}

/** The `occurrence`-th place where `needle` stands. */
function locate({ text }: Source, needle: string, occurrence = 1): Region {
  let start = -1;
  for (let found = 0; found < occurrence; found += 1) start = text.indexOf(needle, start + 1);
  if (start === -1) throw new Error(`"${needle}" is not in the sample source.`);
  return regionOf(text, start, start + needle.length);
}

function regionOf(text: string, start: number, end: number): Region {
  const place = (offset: number): { line: number; column: number } => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length, column: before.at(-1)!.length + 1 };
  };
  const [from, to] = [place(start), place(end)];
  return { start, end, startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

function step(kind: TraceStep["kind"], source: Source, needle: string, note: string, occurrence = 1): TraceStep {
  const region = locate(source, needle, occurrence);
  const line = source.text.split("\n")[region.startLine - 1]!.slice(0, 400);
  return { kind, path: source.path, region, note, line };
}

function replace(source: Source, needle: string, replacement: string, occurrence = 1): Fix["edits"][number] {
  const region = locate(source, needle, occurrence);
  return { start: region.start, end: region.end, replacement, region };
}

const rules: readonly DocumentedRule[] = [
  {
    id: "assay/parse-error",
    title: "A part of the file cannot be parsed",
    description: "What cannot be parsed is not analysed, so findings in it stay unseen.",
    languages: [],
    category: "tool",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    documentation: "Mend the syntax.\n",
  },
  {
    id: "javascript/html-injection",
    title: "Text is written into the page as HTML",
    description: "Markup in the text becomes part of the page and can run scripts in the reader's name.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-79", "CWE-116"],
    securitySeverity: 6.1,
    remediationMinutes: 15,
    documentation: "# Text is written into the page as HTML\n\nUse `textContent`.\n",
  },
  {
    id: "python/command-injection",
    title: "A built string reaches a shell",
    description: "Whoever controls a part of the string runs commands on the machine.",
    languages: ["python"],
    category: "security",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-78"],
    securitySeverity: 9.8,
    remediationMinutes: 20,
    fixSafety: "unsafe",
    precision: { sampled: 50, true: 49, on: "django 5.2, celery 5.5" },
    documentation: "# A built string reaches a shell\n\nPass a list of arguments.\n",
  },
  {
    id: "python/mutable-default-argument",
    title: "A default argument is shared between calls",
    description: "The default is made once, so what one call puts in, the next one finds.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    fixSafety: "safe",
    documentation: "# A default argument is shared between calls\n\nUse `None`.\n",
  },
  {
    id: "python/unused-import",
    title: "An import is not used",
    description: "It costs time at start and misleads the reader.",
    languages: ["python"],
    category: "maintainability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 1,
    fixSafety: "safe",
    documentation: "# An import is not used\n\nDelete it.\n",
  },
];

interface Sketch {
  readonly rule: string;
  readonly source: Source;
  readonly at: string;
  readonly message: string;
  readonly fingerprint: string;
  readonly more?: Partial<Finding>;
}

function finding({ rule, source, at, message, fingerprint, more = {} }: Sketch): Finding {
  const meta = rules.find((one) => one.id === rule)!;
  const region = locate(source, at);
  const lines = source.text.split("\n");
  const firstLine = Math.max(1, region.startLine - 1);
  return {
    ruleId: rule,
    category: meta.category,
    severity: meta.severity,
    confidence: meta.confidence,
    cwe: meta.cwe,
    message,
    path: source.path,
    language: source.path.endsWith(".py") ? "python" : "typescript",
    region,
    excerpt: { firstLine, lines: lines.slice(firstLine - 1, region.endLine + 1).map((line) => line.slice(0, 400)) },
    trace: [],
    alsoFoundBy: [],
    remediationMinutes: meta.remediationMinutes,
    fingerprint: fingerprint.padEnd(16, "0"),
    lineHash: `${fingerprint}:1`,
    ...more,
  };
}

function report(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const files = [...new Set(findings.map((one) => one.path))].sort();
  return {
    schemaVersion: 1,
    toolVersion: "0.1.0",
    root: "shop",
    isComplete: true,
    incompleteReasons: [],
    findings,
    suppressed: [],
    files: files.map((path) => ({
      path,
      language: path.endsWith(".py") ? "python" : "typescript",
      codeLines: 120,
      totalLines: 150,
      hasParseProblem: false,
    })),
    skipped: [],
    notices: [],
    score: scoreReport({ findings, codeLines: 120 * Math.max(1, files.length) }),
    rules,
    ...more,
  };
}

const app: Source = {
  path: "app.py",
  text: `import json
import os
import subprocess

from flask import request


def show(seen=[]):
    name = request.args.get("name")
    path = "/data/" + name
    os.system("cat " + path)
    seen.append(name)
    return seen
`,
};

const commandInjection = finding({
  rule: "python/command-injection",
  source: app,
  at: 'os.system("cat " + path)',
  message: "The query parameter `name` reaches a shell in `os.system`.",
  fingerprint: "3f2a91c4",
  more: {
    trace: [
      step("source", app, 'request.args.get("name")', "source: query string"),
      step("step", app, 'path = "/data/" + name', ""),
      step("sink", app, 'os.system("cat " + path)', "sink: shell command"),
    ],
    fix: {
      description: "Pass the arguments as a list, so that no shell reads them.",
      safety: "unsafe",
      edits: [replace(app, 'os.system("cat " + path)', 'subprocess.run(["cat", path], check=False)')],
    },
    alsoFoundBy: ["python/eval-exec"],
  },
});

const mutableDefault = finding({
  rule: "python/mutable-default-argument",
  source: app,
  at: "[]",
  message: "The default of `seen` is one list for all calls of `show`.",
  fingerprint: "77b0c2",
  more: {
    fix: {
      description: "Make the list inside the function.",
      safety: "safe",
      edits: [
        replace(app, "seen=[]", "seen=None"),
        {
          ...replace(app, '    name = request.args.get("name")', ""),
          ...((region) => ({ start: region.start, end: region.start, region: { ...region, end: region.start, endColumn: 1 } }))(
            locate(app, '    name = request.args.get("name")'),
          ),
          replacement: "    if seen is None:\n        seen = []\n",
        },
      ],
    },
  },
});

const unusedImport = finding({
  rule: "python/unused-import",
  source: app,
  at: "json",
  message: "`json` is imported and never used.",
  fingerprint: "a10e55",
  more: {
    fix: { description: "Delete the import.", safety: "safe", edits: [replace(app, "import json\n", "")] },
  },
});

const store: Source = {
  path: "web/store.ts",
  text: `export async function loadReview(id: string): Promise<string> {
  const answer = await fetch(\`/reviews/\${id}\`);
  return await answer.text();
}
`,
};

const page: Source = {
  path: "web/página nº 1 [draft].ts",
  text: `import { loadReview } from "./store";

const emptyMessages = ["還沒有評論", "😀👩‍👩‍👧 noch nichts"]; export async function show(target: HTMLElement, id: string) { const text = await loadReview(id); target.innerHTML = text; return emptyMessages.length; }
\tconst label = "\u202Egnp.exe\u001B[31m"; \ttarget.innerHTML = label;
`,
};

const acrossFiles = finding({
  rule: "javascript/html-injection",
  source: page,
  at: "target.innerHTML = text",
  message: "The review from `loadReview` is written into `target` as HTML.",
  fingerprint: "c0ffee",
  more: {
    trace: [
      step("source", store, "await fetch(`/reviews/${id}`)", "source: network answer"),
      step("step", store, "return await answer.text()", "returned"),
      step("step", page, "loadReview(id)", "called"),
      step("sink", page, "target.innerHTML = text", "sink: HTML of the page"),
    ],
  },
});

const spoofed = finding({
  rule: "javascript/html-injection",
  source: page,
  at: "target.innerHTML = label",
  message: "`label` (\u202Egnp\u001B]0;owned\u0007) is written into `target` as HTML.",
  fingerprint: "c0ffed",
});

const block: Source = {
  path: "blocks.py",
  text: `def run(job):
    return os.system(
        "tar "
        + job.options
        + " "
        + job.path
        + " "
        + job.rest
    )
`,
};

const overManyLines = finding({
  rule: "python/command-injection",
  source: block,
  at: block.text.slice(block.text.indexOf("os.system"), -1),
  message: "A string built from `job` reaches a shell in `os.system`.",
  fingerprint: "d00d1e",
});

const longPath: Source = {
  path: "steps.py",
  text: Array.from({ length: 30 }, (_, index) => `value_${index + 1} = clean_${index}(value_${index})`).join("\n"),
};

const manySteps = finding({
  rule: "python/command-injection",
  source: longPath,
  at: "value_30 = clean_29(value_29)",
  message: "`value_0` reaches a shell in `clean_29`.",
  fingerprint: "e1e1e1",
  more: {
    trace: Array.from({ length: 30 }, (_, index) =>
      step(index === 0 ? "source" : index === 29 ? "sink" : "step", longPath, `value_${index + 1} =`, index === 0 ? "source: argument" : ""),
    ),
  },
});

const broken: Source = { path: "broken.py", text: "x = 1\ndef :\n" };

const parseError = finding({
  rule: "assay/parse-error",
  source: broken,
  at: ":",
  message: "This cannot be parsed, so what it does is not analysed: expected a name.",
  fingerprint: "be0000",
});

const accepted: Finding = {
  ...commandInjection,
  fingerprint: "5a5a5a0000000000",
  suppression: { kind: "inSource", justification: "Runs in a throw-away container.", line: 10 },
};

const repository = {
  commit: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  branch: "main",
  remote: "https://reader:secret@git.example.org/shop/shop.git",
};

const typicalFindings = [commandInjection, mutableDefault, unusedImport];

/** By name: each is rendered in every variant below. */
export const sampleReports: Readonly<Record<string, Report>> = {
  typical: report(typicalFindings, {
    repository,
    skipped: [{ path: "static/app.min.js", reason: "minified", detail: "Its mean line has 4,000 characters." }],
    suppressed: [accepted],
  }),
  awkward: report([acrossFiles, spoofed, overManyLines, manySteps]),
  incomplete: report([parseError], {
    isComplete: false,
    incompleteReasons: ["broken.py could not be parsed from line 2 on.", "huge.py took longer than 10 s."],
    files: [{ path: "broken.py", language: "python", codeLines: 2, totalLines: 2, hasParseProblem: true }],
    skipped: [
      { path: "huge.py", reason: "timeout", detail: "It took longer than 10 s." },
      { path: "old.py", reason: "not-utf8", detail: "Byte 17 is no UTF-8." },
    ],
    notices: [
      { level: "warning", code: "rule-crashed", message: "The rule python/unused-import failed here", path: "broken.py", line: 1 },
      { level: "info", code: "no-git", message: "This is no git work tree, so ignore files are read from the folders." },
    ],
  }),
  clean: report([], {
    files: [{ path: "app.py", language: "python", codeLines: 9, totalLines: 12, hasParseProblem: false }],
    skipped: [{ path: "schema.py", reason: "generated", detail: "It says `@generated`." }],
  }),
  nothing: report([]),
};
