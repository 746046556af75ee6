// Turns published versions of packages into commits and asks, of each, which findings are new: and whether the change brought them.
//
//   npm run build && npx jiti scripts/check-new-findings.ts [--set second|third] [--report FILE] [--keep FOLDER]
//
// Packages come from npm and PyPI by their own clients. The judge knows nothing of fingerprints: it looks at the lines that
// git says were added, and at whether a line stood anywhere before.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Finding } from "../src/model/finding.ts";
import { findChangedLines } from "../src/repository/changed-lines.ts";

interface Package {
  readonly from: "npm" | "pypi";
  readonly name: string;
  readonly versions: readonly string[];
}

/** The first was read while fingerprints were made, the second afterwards, the third when renamed functions were known, too. */
const sets: Readonly<Record<string, readonly Package[]>> = { first: [
  { from: "npm", name: "express", versions: ["4.13.4", "4.14.1", "4.15.5", "4.16.4", "4.17.3", "4.18.3", "4.19.2", "4.20.0", "4.21.2", "5.0.1", "5.1.0"] },
  { from: "pypi", name: "requests", versions: ["2.18.4", "2.19.1", "2.20.1", "2.21.0", "2.22.0", "2.24.0", "2.25.1", "2.27.1", "2.28.2", "2.31.0", "2.32.3"] },
  { from: "pypi", name: "flask", versions: ["0.12.5", "1.0.4", "1.1.4", "2.0.3", "2.1.3", "2.2.5", "2.3.3", "3.0.0", "3.0.3", "3.1.0", "3.1.1"] },
], second: [
  { from: "npm", name: "koa", versions: ["1.7.1", "2.0.1", "2.3.0", "2.5.3", "2.6.2", "2.7.0", "2.11.0", "2.13.4", "2.15.4", "3.0.3", "3.3.0"] },
  { from: "pypi", name: "click", versions: ["6.7", "7.0", "7.1.2", "8.0.0", "8.0.4", "8.1.0", "8.1.8", "8.2.1", "8.3.3", "8.4.2", "8.5.1"] },
  { from: "pypi", name: "jinja2", versions: ["2.9.6", "2.10", "2.10.3", "2.11.0", "2.11.3", "3.0.0", "3.0.3", "3.1.0", "3.1.2", "3.1.4", "3.1.6"] },
], third: [
  { from: "npm", name: "commander", versions: ["2.9.0", "2.20.3", "3.0.2", "4.1.1", "5.1.0", "6.2.1", "7.2.0", "8.3.0", "9.5.0", "11.1.0", "12.1.0"] },
  { from: "pypi", name: "werkzeug", versions: ["0.12.2", "0.14.1", "0.15.6", "0.16.1", "1.0.1", "2.0.3", "2.1.2", "2.2.3", "2.3.8", "3.0.6", "3.1.3"] },
  { from: "pypi", name: "httpx", versions: ["0.13.3", "0.14.3", "0.16.1", "0.18.2", "0.20.0", "0.22.0", "0.23.3", "0.24.1", "0.25.2", "0.27.2", "0.28.1"] },
] };

const { values } = parseArgs({ options: { set: { type: "string", default: "first" }, report: { type: "string" }, keep: { type: "string" } } });
const packages = sets[values.set];
if (packages === undefined) throw new Error(`There is no set "${values.set}": ${Object.keys(sets).join(", ")}.`);
const command = fileURLToPath(new URL("../dist/assay.js", import.meta.url));
const base = values.keep ?? mkdtempSync(join(tmpdir(), "assay-new-"));
mkdirSync(base, { recursive: true });

function run(cwd: string, program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, GIT_AUTHOR_NAME: "t", GIT_AUTHOR_EMAIL: "t@example.com", GIT_COMMITTER_NAME: "t", GIT_COMMITTER_EMAIL: "t@example.com" } });
  if (status !== 0 && !(program === process.execPath && status === 1)) throw new Error(`${program} ${words.join(" ")}: ${stderr}`);
  return stdout;
}

/** The package's files, unpacked. */
function fetchVersion(from: "npm" | "pypi", name: string, version: string): string {
  const folder = join(base, `${name}-${version}`);
  if (existsSync(folder)) return folder;
  const download = mkdtempSync(join(base, "download-"));
  mkdirSync(folder);
  if (from === "npm") {
    run(download, "npm", "pack", "--silent", `${name}@${version}`);
    run(download, "tar", "-xzf", readdirSync(download)[0]!, "-C", folder, "--strip-components=1");
  } else {
    run(download, "python3", "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", `${name}==${version}`);
    run(download, "python3", "-m", "zipfile", "-e", readdirSync(download)[0]!, folder);
  }
  rmSync(download, { recursive: true });
  return folder;
}

interface Judged {
  readonly version: string;
  readonly fresh: number;
  readonly known: number;
  readonly gone: number;
  readonly misjudged: readonly string[];
}

type Place = Pick<Finding, "path" | "ruleId" | "region" | "trace" | "message">;

/** Lines as they are compared: layout and moves are no change. */
const tidy = (line: string): string => line.replaceAll(/\s+/g, "");

async function judgeVersion(repository: string, version: string, earlier: ReadonlySet<string>): Promise<Judged> {
  const { findings, baseline } = JSON.parse(run(repository, process.execPath, command, "scan", "--no-settings", "--baseline-commit", "HEAD~1", "--format", "json", "--exit-zero", "--quiet", "--timeout", "5m")) as { findings: Place[]; baseline: { known: Place[]; goneCount: number } };
  const added = await findChangedLines(repository, run(repository, "git", "rev-parse", "HEAD~1").trim());
  const text = new Map<string, readonly string[]>();
  const linesOf = (path: string): readonly string[] => {
    if (!text.has(path)) text.set(path, readFileSync(join(repository, path), "utf8").split("\n"));
    return text.get(path)!;
  };
  /** The lines of the finding that the change wrote and that stood nowhere before. */
  const broughtLines = ({ path, region, trace }: Place): { readonly brought: number; readonly total: number } => {
    const places = [{ path, startLine: region.startLine, endLine: region.endLine }, ...trace.map((step) => ({ path: step.path, startLine: step.region.startLine, endLine: step.region.endLine }))];
    const lines = places.flatMap((place) => Array.from({ length: place.endLine - place.startLine + 1 }, (_, index) => ({ path: place.path, line: place.startLine + index })));
    const isBrought = (place: { path: string; line: number }): boolean => (added.get(place.path)?.has(place.line) ?? false) && !earlier.has(tidy(linesOf(place.path)[place.line - 1] ?? ""));
    return { brought: lines.filter(isBrought).length, total: lines.length };
  };
  const tell = (what: string, { path, region, ruleId, message }: Place): string => `${what}: ${path}:${region.startLine} ${ruleId}: ${message}`;
  const misjudged = [
    ...findings.filter((finding) => broughtLines(finding).brought === 0).map((finding) => tell("new, though no line of it is", finding)),
    ...baseline.known.filter((finding) => broughtLines(finding).brought === broughtLines(finding).total).map((finding) => tell("known, though every line of it is new", finding)),
  ];
  return { version, fresh: findings.length, known: baseline.known.length, gone: baseline.goneCount, misjudged };
}

const sections: string[] = [];
let commits = 0;
let [fresh, wrong] = [0, 0];
for (const { from, name, versions } of packages) {
  const repository = mkdtempSync(join(base, "repository-"));
  run(repository, "git", "init", "-q", "-b", "main");
  let earlier: ReadonlySet<string> = new Set();
  const rows: Judged[] = [];
  for (const [index, version] of versions.entries()) {
    for (const entry of readdirSync(repository)) if (entry !== ".git") rmSync(join(repository, entry), { recursive: true });
    cpSync(fetchVersion(from, name, version), repository, { recursive: true });
    run(repository, "git", "add", "-A", "-f");
    run(repository, "git", "commit", "-q", "-m", version);
    if (index > 0) rows.push(await judgeVersion(repository, version, earlier));
    earlier = new Set(run(repository, "git", "ls-files", "-z").split("\0").filter((file) => /\.(?:py|[cm]?js|ts)$/.test(file)).flatMap((file) => readFileSync(join(repository, file), "utf8").split("\n").map(tidy)));
  }
  commits += rows.length;
  fresh += rows.reduce((sum, row) => sum + row.fresh, 0);
  wrong += rows.reduce((sum, row) => sum + row.misjudged.length, 0);
  const misjudged = rows.flatMap((row) => row.misjudged.map((text) => `- ${row.version}: ${text}`));
  sections.push(`## ${name} (${from}), ${versions[0]} and then\n\n| version | new | known | gone | to look at |\n|---|---|---|---|---|\n${rows.map((row) => `| ${row.version} | ${row.fresh} | ${row.known} | ${row.gone} | ${row.misjudged.length} |`).join("\n")}\n${misjudged.length === 0 ? "" : `\n${misjudged.join("\n")}\n`}`);
}
if (values.keep === undefined) rmSync(base, { recursive: true });

const page = `# What is new in real changes

Written by \`npx jiti scripts/check-new-findings.ts${values.set === "first" ? "" : ` --set ${values.set}`}${values.report === undefined ? "" : ` --report ${values.report}`}\` on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}. Published
versions of three packages are commits; each is scanned with \`--baseline-commit HEAD~1\`. A finding is to be looked at when it is new
though git added none of its lines, nor of its data's path, or only such as stood somewhere before; or known though each of
them is new. Over ${commits} commits: ${fresh} new findings, ${wrong} to look at.

${sections.join("\n")}`;
/** What somebody wrote who read the listed findings stays. */
const readings = values.report !== undefined && existsSync(values.report) ? (/\n## Read by hand\n[^]*$/.exec(readFileSync(values.report, "utf8"))?.[0] ?? "") : "";
process.stdout.write(page);
if (values.report !== undefined) writeFileSync(values.report, page + readings);
