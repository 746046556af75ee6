// Judges the held-out right and wrong fixes with the built command and records the figures in reports/verification.md.
//
//   npx jiti scripts/judge-fixes.ts [--only TEXT] [--record NOTE] FILE...
//
// A file holds projects and fixes as text: `### project NAME`, `### right NAME | rule=…`, `### wrong NAME | finding=RULE:TEXT`,
// under them `--- path`, then a file's text or `<<<` old `===` new `>>>`.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { heldOutProjects, type HeldOutFix, type HeldOutProject } from "../test/support/held-out-fixes.ts";

const command = fileURLToPath(new URL("../dist/assay.js", import.meta.url));
const report = fileURLToPath(new URL("../reports/verification.md", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string", default: "" }, record: { type: "string" }, verbose: { type: "boolean", default: false } } });

interface Judged {
  readonly project: string;
  readonly fix: HeldOutFix;
  readonly verdict: string;
  readonly reason: string;
}

function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function ask(args: readonly string[], cwd: string): { status: number | null; text: string; errors: string } {
  const run = spawnSync(process.execPath, [command, ...args], { cwd, encoding: "utf8", maxBuffer: 64 << 20 });
  return { status: run.status, text: run.stdout, errors: run.stderr };
}

/** The fingerprint of the rule's finding on the line that holds the text (`TEXT#2`: the second one), if the scan finds it there. */
function findingOf(root: string, wanted: string, project: HeldOutProject): string | undefined {
  const [rule = "", ...rest] = wanted.split(":");
  const [, part = "", place = "1"] = /^(.*?)(?:#(\d+))?$/.exec(rest.join(":")) ?? [];
  const scan = JSON.parse(ask(["scan", ".", "--format", "json", "--exit-zero", "--jobs", "1"], root).text) as { findings: { ruleId: string; fingerprint: string; path: string; region: { startLine: number } }[] };
  const lineOf = (path: string, line: number): string => project.files.get(path)?.split("\n")[line - 1] ?? "";
  return scan.findings.filter(({ ruleId, path, region }) => ruleId === rule && lineOf(path, region.startLine).includes(part)).sort((left, right) => left.region.startLine - right.region.startLine)[Number(place) - 1]?.fingerprint;
}

function judge(project: HeldOutProject, fix: HeldOutFix, byPatch: boolean): Judged {
  const root = mkdtempSync(join(tmpdir(), "assay-held-out-"));
  try {
    const old = join(root, "old");
    const fixed = join(root, "new");
    writeFiles(old, project.files);
    writeFiles(fixed, fix.files);
    const args = ["verify", "--format", "json"];
    if (byPatch) {
      mkdirSync(join(root, "a"));
      writeFiles(join(root, "a"), new Map([...project.files].filter(([path]) => fix.files.has(path))));
      writeFiles(join(root, "b"), fix.files);
      writeFileSync(join(root, "fix.diff"), spawnSync("git", ["diff", "--no-index", "--no-prefix", "a", "b"], { cwd: root, encoding: "utf8" }).stdout);
      args.push("--patch", join(root, "fix.diff"));
    } else {
      for (const path of fix.files.keys()) args.push("--with", `${path}=${join(fixed, path)}`);
    }
    if (fix.rule !== undefined) args.push("--rule", fix.rule);
    const finding = fix.finding === undefined ? undefined : findingOf(old, fix.finding, project);
    if (finding !== undefined) args.push("--finding", finding);
    const { status, text, errors } = ask(args, old);
    if (!text.startsWith("{")) return { project: project.name, fix, verdict: `error ${String(status)}`, reason: errors.trim().split("\n")[0] ?? "" };
    const said = JSON.parse(text) as { verdict: string; reason: string };
    if (values.verbose) process.stdout.write(text);
    return { project: project.name, fix, verdict: said.verdict, reason: said.reason };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const isRight = ({ fix, verdict }: Judged): boolean => verdict === (fix.isRight ? "accepted" : "refused");

function record(name: string, judged: readonly Judged[], note: string): void {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const count = (right: boolean, want: string): string => {
    const all = judged.filter(({ fix }) => fix.isRight === right);
    return `${String(all.filter(({ verdict }) => verdict === want).length)} of ${String(all.length)}`;
  };
  const good = judged.filter(isRight).length;
  const row = `| ${new Date().toISOString().slice(0, 10)} | ${commit} | ${name} | ${count(true, "accepted")} | ${count(false, "refused")} | ${((100 * good) / judged.length).toFixed(1)} % | ${note} |`;
  const before = existsSync(report) ? readFileSync(report, "utf8") : "# Fixes judged\n\nWritten by `npx jiti scripts/judge-fixes.ts --record NOTE FILE…` over `test/held-out/verify`. A row is never changed afterwards: the first one of a\nbatch is the held-out figure, later ones show what was mended since. Undecided counts as misjudged.\n\n| date | commit | batch | right accepted | wrong refused | judged rightly | note |\n|---|---|---|---|---|---|---|\n";
  const [table = "", ...sections] = before.trimEnd().split(/\n(?=## )/u);
  const kept = sections.filter((section) => !section.startsWith(`## Misjudged in ${name}\n`)).map((section) => section.trim());
  const lines = judged.filter((one) => !isRight(one)).map(({ project, fix, verdict, reason }) => `- ${project}, ${fix.isRight ? "right" : "wrong"} \`${fix.name}\`: ${verdict}, ${reason.replaceAll("|", "\\|").slice(0, 160)}`);
  writeFileSync(report, [`${table.trimEnd()}\n${row}`, ...kept, `## Misjudged in ${name}\n\n${lines.join("\n") || "None."}`].join("\n\n") + "\n");
}

for (const path of positionals) {
  const judged: Judged[] = [];
  let index = 0;
  for (const project of heldOutProjects(readFileSync(path, "utf8"))) {
    for (const fix of project.fixes) {
      index += 1;
      if (!`${project.name} ${fix.name}`.includes(values.only)) continue;
      const one = judge(project, fix, index % 2 === 0);
      judged.push(one);
      process.stdout.write(`${isRight(one) ? "ok  " : "MISS"} ${project.name} ${fix.isRight ? "right" : "wrong"} ${fix.name}: ${one.verdict}: ${one.reason}\n`);
    }
  }
  process.stdout.write(`${basename(path)}: ${String(judged.filter(isRight).length)} of ${String(judged.length)} judged rightly\n`);
  if (values.record !== undefined) record(basename(path, ".txt"), judged, values.record);
}
