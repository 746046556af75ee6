// Judges a fix on a ladder of evidence: it parses, the finding is gone and nothing came in its place, the tests pass.

import { join } from "node:path";
import { languages } from "../languages/registry.generated.ts";
import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { Rung, RungName, Verdict } from "../model/verdict.ts";
import { rungNames } from "../model/verdict.ts";
import { toolVersion } from "../model/version.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { isTestPath } from "../rule-kit/test-path.ts";
import { discoverFiles } from "../source/discover-files.ts";
import { findRoot } from "../source/find-root.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";
import { readBytes, toSource } from "../source/read-source.ts";
import { changedLines } from "../verification/changed-lines.ts";
import { compareVersions, type VersionsVerdict } from "../verification/compare-versions.ts";
import { kindsOf } from "../verification/kinds/registry.ts";
import { readPatch } from "../verification/read-patch.ts";
import { judgeGone } from "../verification/judge-gone.ts";
import { secretsOf } from "../verification/secrets.ts";
import { type ChangedFile, type Refusal, checkTexts, compareTrees, findSecretAgain } from "../verification/static-checks.ts";
import { chooseTargets, noTargets, type Targets } from "../verification/targets.ts";
import { explainRule } from "./describe-rules.ts";
import { judgeTests } from "./judge-tests.ts";
import { scanProject } from "./scan.ts";
import { buildProgram, createUnitMaker, importersOf, type SourceText } from "./simulate-project.ts";

export interface VerifyRequest {
  /** Absolute; the project is the git work tree around it, else the folder itself. */
  readonly cwd: string;
  /** A unified diff against the project as it is. */
  readonly patch?: string | undefined;
  /** Whole new texts of files by their path in the project; undefined for a file that the fix deletes. */
  readonly replacements?: ReadonlyMap<string, string | undefined> | undefined;
  /** A finding's fingerprint, or its first digits. */
  readonly finding?: string | undefined;
  readonly rule?: string | undefined;
  /** The command that runs the tests; found by itself when undefined. */
  readonly tests?: string | undefined;
  /** The rung to reach; the highest that can run here when undefined. */
  readonly level?: RungName | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly signal?: AbortSignal | undefined;
}

const MAXIMUM_FILE_BYTES = 2 * 1024 * 1024;
const MAXIMUM_PROJECT_FILES = 2000;
const MAXIMUM_PROJECT_BYTES = 16 * 1024 * 1024;

/** Judges a fix. The project is not touched. Throws an AssayError for a wrong request. */
export async function verifyFix(request: VerifyRequest): Promise<Verdict> {
  const { root } = findRoot([], request.cwd);
  if (request.rule !== undefined) await explainRule(request.rule);
  const files = readChange(request, root);
  const before = await scanVersion(request, root, files, "before");
  const after = await scanVersion(request, root, files, "after");
  const parses = judgeParse(before, after);
  if (parses.status === "failed") return conclude(request, { targets: noTargets, rungs: [parses], refusals: [{ code: "does-not-parse", reason: parses.evidence[0] ?? "" }] });
  const lines = new Map(files.map((file) => [file.path, changedLines(file)] as const));
  const chosen = await findTargets(request, root, before, new Map([...lines].map(([path, both]) => [path, both.before])));
  const { targets, versions } = await attackVersions(root, files, lines, chosen);
  if (targets.cwe !== undefined && versions.before.length === 0) throw unknownFinding(request);
  const refusals = [...checkTexts(files, isTestPath), ...(await checkNames(files)), ...secretRefusals(targets, files), ...versions.refusals];
  const gone = judgeGone({ files, targets, before, after, versions, refusals });
  const rungs: Rung[] = [parses, gone.rung];
  if (gone.rung.status === "passed" && reaches(request.level, "tests-pass")) {
    rungs.push(await judgeTests({ root, files, command: request.tests, signal: request.signal }));
  }
  return conclude(request, { targets, rungs, refusals: gone.refusals });
}

function reaches(level: RungName | undefined, rung: RungName): boolean {
  return level === undefined || rungNames.indexOf(level) >= rungNames.indexOf(rung);
}

/** Both versions of every file that the fix changes. */
function readChange(request: VerifyRequest, root: string): ChangedFile[] {
  const read = (path: string): string | undefined => readProjectText(root, path);
  const files = request.patch !== undefined ? readPatch(request.patch, read) : [...(request.replacements ?? [])].map(([path, after]) => ({ path, before: read(path), after }));
  const changed = files.filter(({ before, after }) => before !== after);
  if (changed.length > 0) return changed;
  throw new AssayError({ code: "usage", message: "The fix changes nothing.", nextStep: "Give a patch with --patch, or a file's new text with --with PATH_IN_PROJECT=LOCAL_FILE." });
}

function readProjectText(root: string, path: string): string | undefined {
  const bytes = readBytes({ path, absolutePath: join(root, path), maxFileSizeBytes: MAXIMUM_FILE_BYTES });
  if ("reason" in bytes) return undefined;
  const source = toSource(bytes, path, { includeGenerated: true });
  return "reason" in source ? undefined : source.text;
}

/** What our rules say of one version of the changed files, under the project's own settings. */
async function scanVersion(request: VerifyRequest, root: string, files: readonly ChangedFile[], version: "before" | "after"): Promise<Finding[]> {
  const finder = createLanguageFinder(languages);
  const findings: Finding[] = [];
  for (const file of files) {
    const text = file[version];
    if (text === undefined || finder.byName(file.path.split("/").at(-1) ?? "") === undefined) continue;
    const { report } = await scanProject({ cwd: root, paths: [], stdin: { fileName: file.path, text }, isTrusted: false, hasIgnores: false, today: request.today });
    findings.push(...report.findings);
  }
  return findings;
}

function judgeParse(before: readonly Finding[], after: readonly Finding[]): Rung {
  const errors = (all: readonly Finding[]): Finding[] => all.filter(({ ruleId }) => ruleId === "assay/parse-error");
  const broken = errors(after).find((finding) => errors(before).filter(({ path }) => path === finding.path).length < errors(after).filter(({ path }) => path === finding.path).length);
  if (broken === undefined) return { name: "parses", status: "passed", evidence: ["Every changed file parses."] };
  return { name: "parses", status: "failed", evidence: [`${broken.path}:${broken.region.startLine} does not parse: ${broken.message}`] };
}

async function findTargets(request: VerifyRequest, root: string, before: readonly Finding[], lines: ReadonlyMap<string, ReadonlySet<number>>): Promise<Targets> {
  const chosen = chooseTargets({ findings: before, lines, finding: request.finding, rule: request.rule });
  if (chosen.findings.length > 0 || (request.finding === undefined && request.rule === undefined)) return chosen;
  // The finding may stand in a file that the fix does not touch.
  const { report } = await scanProject({ cwd: root, paths: [], isTrusted: false, hasIgnores: true, cache: {}, today: request.today });
  const elsewhere = chooseTargets({ findings: report.findings, lines, finding: request.finding, rule: request.rule });
  if (elsewhere.findings.length > 0) return elsewhere;
  // A flaw that the rule itself does not see may be seen by attacks of its kind.
  const cwe = request.rule === undefined ? [] : ((await explainRule(request.rule))?.cwe ?? []);
  if (kindsOf(cwe).length > 0) return { ...noTargets, cwe };
  throw unknownFinding(request);
}

function unknownFinding({ finding, rule }: VerifyRequest): AssayError {
  return new AssayError({
    code: "usage",
    message: finding === undefined ? `The project has no finding of ${rule ?? ""}.` : `The project has no finding ${JSON.stringify(finding)}.`,
    nextStep: "`assay scan --format json` lists the findings with their fingerprints.",
  });
}

type BothLines = ReadonlyMap<string, { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> }>;

/** Where no finding stands in the changed code, what attacks find there counts before findings elsewhere in the file. */
async function attackVersions(root: string, files: readonly ChangedFile[], lines: BothLines, chosen: Targets): Promise<{ readonly targets: Targets; readonly versions: VersionsVerdict }> {
  if (!chosen.isGuess) return { targets: chosen, versions: await simulate(root, files, lines, chosen) };
  const versions = await simulate(root, files, lines, noTargets);
  if (versions.before.length > 0) return { targets: noTargets, versions };
  return { targets: chosen, versions: await simulate(root, files, lines, chosen) };
}

async function simulate(root: string, files: readonly ChangedFile[], lines: BothLines, targets: Targets): Promise<VersionsVerdict> {
  const project = await readSources(root);
  const finder = createLanguageFinder(languages);
  const changed = files.map(({ path }) => path);
  const version = (side: "before" | "after"): SourceText[] => {
    const others = project.filter(({ path }) => !changed.includes(path));
    const own = files.flatMap((file): SourceText[] => {
      const language = finder.byName(file.path.split("/").at(-1) ?? "");
      const text = file[side];
      return language === undefined || text === undefined || isTestPath(file.path) ? [] : [{ path: file.path, language, text }];
    });
    return [...others, ...own].sort((left, right) => (left.path < right.path ? -1 : 1));
  };
  const makeUnit = createUnitMaker();
  const old = version("before");
  const fixed = version("after");
  const targetLines = new Map<string, Set<number>>();
  for (const { path, region } of targets.findings) targetLines.set(path, new Set([...(targetLines.get(path) ?? []), region.startLine]));
  const centre = [...new Set([...changed, ...targetLines.keys()])];
  return compareVersions({
    before: await buildProgram(old, centre, makeUnit),
    after: await buildProgram(fixed, centre, makeUnit),
    paths: [...new Set([...centre, ...importersOf(old, centre), ...importersOf(fixed, centre)])].sort(),
    changedBefore: new Map([...lines].map(([path, both]) => [path, both.before])),
    changedAfter: new Map([...lines].map(([path, both]) => [path, both.after])),
    targetKinds: kindsOf([...targets.findings.flatMap(({ cwe }) => cwe), ...(targets.cwe ?? [])]),
    targetLines,
  });
}

async function readSources(root: string): Promise<SourceText[]> {
  const { files } = await discoverFiles({ paths: [], workingDirectory: root, languages, maxFileSizeBytes: MAXIMUM_FILE_BYTES, noIgnore: false, listWorkTree: listWorkTreeFiles });
  let bytes = 0;
  const sources: SourceText[] = [];
  for (const { path, language, sizeBytes } of files.slice(0, MAXIMUM_PROJECT_FILES)) {
    if (isTestPath(path) || bytes + sizeBytes > MAXIMUM_PROJECT_BYTES) continue;
    const text = readProjectText(root, path);
    if (text === undefined) continue;
    bytes += sizeBytes;
    sources.push({ path, language, text });
  }
  return sources;
}

/** A change of names or layout alone mends nothing. */
async function checkNames(files: readonly ChangedFile[]): Promise<Refusal[]> {
  const finder = createLanguageFinder(languages);
  const makeUnit = createUnitMaker();
  const differences = await Promise.all(
    files.map(async ({ path, before, after }) => {
      const language = finder.byName(path.split("/").at(-1) ?? "");
      if (language === undefined || before === undefined || after === undefined) return "different";
      const [old, fixed] = [await makeUnit({ path, language, text: before }), await makeUnit({ path: `${path} `, language, text: after })];
      return old === undefined || fixed === undefined ? "different" : compareTrees(old.tree, fixed.tree);
    }),
  );
  if (differences.includes("different")) return [];
  const isSame = differences.every((difference) => difference === "same");
  return [{ code: "only-renames", reason: isSame ? "It changes only comments and layout." : "It only renames things." }];
}

function secretRefusals(targets: Targets, files: readonly ChangedFile[]): Refusal[] {
  const refusal = findSecretAgain(secretsOf(targets.findings, files), files);
  return refusal === undefined ? [] : [refusal];
}

interface Outcome {
  readonly targets: Targets;
  readonly rungs: readonly Rung[];
  readonly refusals: readonly Refusal[];
}

function conclude(request: VerifyRequest, { targets, rungs, refusals }: Outcome): Verdict {
  const all = rungNames.map((name) => rungs.find((rung) => rung.name === name) ?? notRun(name));
  const failed = all.find(({ status }) => status === "failed");
  const passed = all.filter(({ status }) => status === "passed").map(({ name }) => name);
  const level = passed.at(-1) ?? "none";
  const hasBase = passed.includes("finding-gone");
  const wantedLevel = request.level ?? (passed.at(-1) ?? "finding-gone");
  const isReached = hasBase && rungNames.indexOf(wantedLevel) <= rungNames.indexOf(passed.at(-1) ?? "parses");
  const missing = all.find(({ name, status }) => rungNames.indexOf(name) <= rungNames.indexOf(wantedLevel) && status === "not-run");
  const verdict = failed !== undefined ? "refused" : isReached && (missing === undefined || request.level === undefined) ? "accepted" : "undecided";
  const [refusal] = refusals;
  const reason = failed !== undefined ? (refusal?.reason ?? failed.evidence[0] ?? "") : verdict === "accepted" ? describeAcceptance(all) : (missing?.evidence[0] ?? "Too little is known to decide.");
  const code = failed !== undefined ? (refusal?.code ?? failed.name) : verdict;
  return {
    schemaVersion: 1,
    toolVersion,
    verdict,
    level,
    wantedLevel,
    reason,
    code,
    findings: targets.findings.map(({ ruleId, path, region, fingerprint }) => ({ ruleId, path, line: region.startLine, fingerprint })),
    rungs: all,
  };
}

function notRun(name: RungName): Rung {
  const why: Readonly<Record<RungName, string>> = {
    parses: "Not reached.",
    "finding-gone": "Not reached.",
    "tests-pass": "Not reached, or not asked for.",
    "proof-flips": "No executable proof is known for this rule.",
    "behaviour-kept": "Old and new behaviour were not compared on generated input.",
  };
  return { name, status: "not-run", evidence: [why[name]] };
}

function describeAcceptance(rungs: readonly Rung[]): string {
  const open = rungs.filter(({ status }) => status === "not-run").map(({ name }) => name);
  const passed = rungs.filter(({ status }) => status === "passed").map(({ name }) => name);
  return `It passes ${passed.join(", ")}${open.length === 0 ? "." : `; not run: ${open.join(", ")}.`}`;
}
