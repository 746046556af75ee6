// Compares our dead code with the real knip and vulture on whole packages, and writes reports/dead-code.md.
//
//   npm run compare:dead-code -- --vulture PROGRAM FOLDER…      (after `npm run build`; FOLDER's name ends with -VERSION)
//
// Two findings agree where they name the same definition, or file, in the same file. Every confident finding of ours
// stands in the report with what a reader found (scripts/dead-code-judgements.ts).

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { judgements } from "./dead-code-judgements.ts";
import { type Dead, explainKnip, explainVulture } from "./explain-dead-code.ts";

const mostExamples = 3;
const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { vulture: { type: "string", default: "vulture" }, print: { type: "boolean", default: false }, assay: { type: "string", default: join(root, "dist/assay.js") } } });

interface OwnFinding extends Dead {
  readonly confidence: string;
  readonly message: string;
}
interface Comparison {
  readonly name: string;
  readonly tool: "knip" | "vulture";
  readonly ours: readonly OwnFinding[];
  readonly both: number;
  readonly theirs: number;
  /** Their findings that are not ours, by the reason. */
  readonly missed: ReadonlyMap<string, readonly Dead[]>;
}

const comparisons = positionals.flatMap((folder) => compare(resolve(folder)));
const report = render(comparisons);
if (values.print) console.log(report);
else writeFileSync(join(root, "reports/dead-code.md"), report);

function compare(folder: string): Comparison[] {
  const name = basename(folder);
  const ours = askAssay(folder);
  const found: Comparison[] = [];
  if (existsSync(join(folder, "package.json"))) found.push(match(name, "knip", ours.filter(({ path }) => !path.endsWith(".py")), askKnip(folder), explainKnip(folder)));
  else found.push(match(name, "vulture", ours.filter(({ path }) => path.endsWith(".py")), askVulture(folder), explainVulture(folder)));
  for (const { tool, both, theirs } of found) console.error(`${name}: ${tool} ${theirs}, both ${both}, ours ${ours.length}`);
  return found;
}

function match(name: string, tool: Comparison["tool"], ours: readonly OwnFinding[], theirs: readonly Dead[], explain: (dead: Dead) => string): Comparison {
  const key = ({ path, name: definition }: Dead): string => `${path} ${definition}`;
  const known = new Set(ours.map(key));
  const deadFiles = new Set(ours.filter((finding) => finding.name === "").map(({ path }) => path));
  const isOurs = (dead: Dead): boolean => known.has(key(dead)) || deadFiles.has(dead.path);
  const missed = new Map<string, Dead[]>();
  for (const dead of theirs) {
    if (isOurs(dead)) continue;
    const reason = explain(dead);
    missed.set(reason, [...(missed.get(reason) ?? []), dead]);
  }
  return { name, tool, ours, theirs: theirs.length, both: theirs.filter(isOurs).length, missed };
}

function askAssay(folder: string): OwnFinding[] {
  const output = execFileSync(process.execPath, [values.assay, "scan", "--no-settings", "--no-cache", "--only", "quality", "--format", "json", "--exit-zero", "--quiet", "."], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 29 });
  // It is our own report, whose shape its schema holds.
  const { findings } = JSON.parse(output) as { findings: { ruleId: string; path: string; message: string; confidence: string; region: { startLine: number } }[] };
  return findings
    .filter(({ ruleId }) => /\/unused-(?:definition|export|file)$/.test(ruleId))
    .map(({ path, message, confidence, region }) => ({ path, name: (/`([^`]+)`/.exec(message)?.[1] ?? "").replace(/^.*\./, ""), line: region.startLine, kind: "", confidence, message }));
}

function askKnip(folder: string): Dead[] {
  const knip = join(root, "node_modules/knip/bin/knip.js");
  // It ends with 1 where it finds something.
  const { stdout } = spawnSync(process.execPath, [knip, "--include", "files,exports,types", "--reporter", "json", "--no-progress"], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  type Named = { readonly name: string; readonly line?: number };
  const { issues } = JSON.parse(stdout) as { issues: { file: string; files: Named[]; exports: Named[]; types: Named[] }[] };
  return issues.flatMap(({ file, files, exports, types }) => [
    ...files.map(() => ({ path: file, name: "", line: 1, kind: "file" })),
    ...exports.map(({ name, line }) => ({ path: file, name, line: line ?? 1, kind: "export" })),
    ...types.map(({ name, line }) => ({ path: file, name, line: line ?? 1, kind: "type" })),
  ]);
}

function askVulture(folder: string): Dead[] {
  // It ends with 3 where it finds something.
  const { stdout } = spawnSync(values.vulture, [".", "--min-confidence", "60"], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  return stdout.split("\n").flatMap((line) => {
    const found = /^(.+?):(\d+): unused (\w+) '([^']+)'/.exec(line);
    return found === null ? [] : [{ path: found[1]!.replace(/^\.\//, ""), name: found[4]!, line: Number(found[2]), kind: found[3]! }];
  });
}

function render(entries: readonly Comparison[]): string {
  const vultureVersion = execFileSync(values.vulture, ["--version"], { encoding: "utf8" }).trim().replace("vulture ", "");
  const knipVersion = execFileSync(process.execPath, [join(root, "node_modules/knip/bin/knip.js"), "--version"], { encoding: "utf8" }).trim();
  const rows = entries.map(({ name, tool, ours, both, theirs }) => {
    const confident = ours.filter(({ confidence }) => confidence === "high");
    const wrong = confident.filter((finding) => verdictOf(name, finding)?.isDead === false).length;
    return `| ${name} | ${tool} | ${confident.length} | ${wrong} | ${ours.length - confident.length} | ${theirs} | ${both} |`;
  });
  return `# Dead code beside knip and vulture

Written by \`npm run compare:dead-code -- FOLDER…\` on ${new Date().toISOString().slice(0, 10)} with knip ${knipVersion} (files, exports, types), vulture ${vultureVersion} (60 %), Node ${process.version}.
npm packages as published, Python's source distributions with their tests (Superset as its wheel). No tool had settings of its own.

| package | other tool | ours, confident | of these wrong | ours, less sure | theirs | both |
|---|---|---|---|---|---|---|
${rows.join("\n")}

## Each confident finding, read

| package | place | finding | what a reader found |
|---|---|---|---|
${entries.flatMap(({ name, ours }) => ours.filter(({ confidence }) => confidence === "high").map((finding) => renderRead(name, finding))).join("\n")}

## What they find and ours does not

A reason is told by looking at the code around: the first that holds of each list in \`scripts/explain-dead-code.ts\`.

${(["vulture", "knip"] as const).map((tool) => renderMissed(tool, entries.filter((entry) => entry.tool === tool))).join("\n\n")}
`;
}

function verdictOf(name: string, finding: OwnFinding): { readonly isDead: boolean; readonly why: string } | undefined {
  return judgements[`${name} ${finding.path} ${finding.name}`];
}

function renderRead(name: string, finding: OwnFinding): string {
  const verdict = verdictOf(name, finding);
  const what = verdict === undefined ? "not read yet" : `${verdict.isDead ? "dead" : "**used**"}: ${verdict.why}`;
  return `| ${name} | ${finding.path}:${finding.line} | ${finding.message} | ${what} |`;
}

function renderMissed(tool: string, entries: readonly Comparison[]): string {
  const byReason = new Map<string, { name: string; dead: Dead }[]>();
  for (const { name, missed } of entries) for (const [reason, list] of missed) byReason.set(reason, [...(byReason.get(reason) ?? []), ...list.map((dead) => ({ name, dead }))]);
  const rows = [...byReason].sort(([, left], [, right]) => right.length - left.length).map(([reason, list]) => {
    // Spread over the list, so that not all are of one file.
    const examples = list.filter((_, index) => index % Math.ceil(list.length / mostExamples) === 0).map(({ name, dead }) => `\`${dead.name || "(file)"}\` ${name}/${dead.path}:${dead.line}`);
    return `| ${list.length} | ${reason} | ${examples.join(", ")} |`;
  });
  return `### ${tool}\n\n| findings | why ours says nothing | examples |\n|---|---|---|\n${rows.join("\n")}`;
}
