// Climbs the ladder with one change: it parses, the findings are gone and nothing came in their place, the tests pass.

import type { Program } from "../analyzers/symbolic/program.ts";
import type { Finding } from "../model/finding.ts";
import { type Rung, type RungName, type Verdict, rungNames } from "../model/verdict.ts";
import { matchBaseline } from "../findings/match-baseline.ts";
import { isSecretName } from "../rule-kit/secrets.ts";
import { isTestPath } from "../rule-kit/test-path.ts";
import { changedLines } from "../verification/changed-lines.ts";
import { compareVersions, type VersionsVerdict } from "../verification/compare-versions.ts";
import { conclude } from "../verification/conclude.ts";
import { judgeGone } from "../verification/judge-gone.ts";
import { kindsOf } from "../verification/kinds/registry.ts";
import { writtenSettings } from "../verification/kinds/written-settings.ts";
import { findFallback, isOfSecrets, secretsOf } from "../verification/secrets.ts";
import { findInSettings } from "../verification/stand-ins.ts";
import { type ChangedFile, type Refusal, checkTexts, compareTrees, findSecretAgain } from "../verification/static-checks.ts";
import { noTargets, type Targets, weaknessesOf } from "../verification/targets.ts";
import { attackForReal } from "./attacks/attack-for-real.ts";
import { compareBehaviour } from "./behaviour/compare-behaviour.ts";
import { judgeTests } from "./judge-tests.ts";
import { judgeProofs } from "./proofs/judge-proofs.ts";
import { type PlannedProof, planProofs, withPackagesOf } from "./proofs/plan-proofs.ts";
import type { ExecutionPolicyInput } from "./run-code.ts";
import { buildDistrustfulProgram, buildProgram, callersOf, importersOf, type SourceText } from "./simulate-project.ts";
import type { VerificationSession } from "./verification-session.ts";

/** A change in both versions, and what it must do. */
export interface ChangeRequest {
  readonly files: readonly ChangedFile[];
  /** What the change is for; asked when it parses. */
  readonly findTargets: (before: readonly Finding[], linesBefore: ReadonlyMap<string, ReadonlySet<number>>) => Promise<Targets>;
  /** The error where there is nothing that the change could be for, neither a finding nor an attack that gets through. */
  readonly unknownTarget: () => Error;
  /** Files that no fix may change: the tests. */
  readonly isProtected: (path: string) => boolean;
  /** False where the rules alone decide: no attack is known for what is mended. */
  readonly isAttacked: boolean;
  readonly tests: string | undefined;
  /** The rung to reach; the highest that can run here when undefined. */
  readonly level: RungName | undefined;
  /** The operator's policy for what is run, where a door has one. */
  readonly policy?: ExecutionPolicyInput | undefined;
  readonly signal: AbortSignal | undefined;
}

export async function judgeChange(session: VerificationSession, request: ChangeRequest): Promise<Verdict> {
  const { files, level } = request;
  const before = await scanVersion(session, files, "before");
  const after = await scanVersion(session, files, "after");
  const parses = judgeParse(before, after);
  if (parses.status === "failed") return conclude(level, { findings: [], rungs: [parses], refusals: [{ code: "does-not-parse", reason: parses.evidence[0] ?? "" }] });
  const lines = new Map(files.map((file) => [file.path, changedLines(file)] as const));
  const chosen = await request.findTargets(before, new Map([...lines].map(([path, both]) => [path, both.before])));
  const { targets, versions } = request.isAttacked ? await attackVersions(session, files, lines, chosen) : { targets: chosen, versions: notAttacked };
  const refusals = [...checkTexts(files, request.isProtected), ...(await checkNames(session, files)), ...secretRefusals(targets, files), ...versions.refusals];
  const remaining = new Set(matchBaseline(after, before).kept);
  const simulated = judgeGone({ files, targets, before, after, remaining, versions, refusals });
  const isSilent = request.isAttacked && targets.findings.length === 0 && versions.before.length === 0;
  const shown = isSilent && (simulated.rung.status === "not-run" || targets.cwe !== undefined) && reaches(level, "finding-gone") ? await attackForReal(session, { files, lines, cwe: targets.cwe, policy: request.policy, signal: request.signal }) : undefined;
  if (shown === undefined && isSilent && targets.cwe !== undefined) throw request.unknownTarget();
  const gone = shown !== undefined && simulated.rung.status !== "failed" ? shown : simulated;
  const rungs: Rung[] = [parses, gone.rung];
  if (gone.rung.status === "passed" && reaches(level, "tests-pass")) {
    rungs.push(await judgeTests({ root: session.root, files, command: request.tests, baselines: session.baselines, policy: request.policy, signal: request.signal }));
  }
  const found = [...gone.refusals];
  const isWhole = (): boolean => rungs.every(({ status }) => status !== "failed");
  const how = { files, policy: request.policy, signal: request.signal };
  // What another request stored is not brought by calling the function alone.
  const direct = versions.before.filter(({ isStored }) => isStored !== true);
  const proofs = isWhole() && reaches(level, "proof-flips") ? await plannedProofs(session, files, planProofs(targets.findings, direct)) : [];
  const climb = ({ rung, refusals: more }: { readonly rung: Rung; readonly refusals: readonly Refusal[] }): void => {
    rungs.push(rung);
    found.push(...more);
  };
  if (isWhole() && reaches(level, "proof-flips")) climb(await judgeProofs({ ...how, root: session.root, proofs }));
  if (isWhole() && shown === undefined && reaches(level, "behaviour-kept")) climb(await compareBehaviour(session, { ...how, lines, findings: targets.findings, breaches: direct, packages: [...new Set(proofs.flatMap(({ proof }) => proof.packages))] }));
  return conclude(level, { findings: targets.findings, rungs, refusals: found, reservation: versions.reservation });
}

/** With the packages alone that one of both versions speaks of. */
async function plannedProofs(session: VerificationSession, files: readonly ChangedFile[], planned: readonly PlannedProof[]): Promise<readonly PlannedProof[]> {
  const texts = [...(await session.readSources()).map(({ text }) => text), ...files.flatMap(({ after }) => after ?? [])];
  return withPackagesOf(planned, texts);
}

const notAttacked: VersionsVerdict = { refusals: [], before: [], after: [], evidence: [], isHarmless: () => false };

function reaches(level: RungName | undefined, rung: RungName): boolean {
  return level === undefined || rungNames.indexOf(level) >= rungNames.indexOf(rung);
}

/** What our rules say of one version of the changed files, under the project's own settings. */
async function scanVersion(session: VerificationSession, files: readonly ChangedFile[], version: "before" | "after"): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const file of files) {
    const text = file[version];
    if (text !== undefined) findings.push(...(await session.scanText(file.path, text)));
  }
  return findings;
}

function judgeParse(before: readonly Finding[], after: readonly Finding[]): Rung {
  const errors = (all: readonly Finding[]): Finding[] => all.filter(({ ruleId }) => ruleId === "assay/parse-error");
  const broken = errors(after).find((finding) => errors(before).filter(({ path }) => path === finding.path).length < errors(after).filter(({ path }) => path === finding.path).length);
  if (broken === undefined) return { name: "parses", status: "passed", evidence: ["Every changed file parses."] };
  return { name: "parses", status: "failed", evidence: [`${broken.path}:${broken.region.startLine} does not parse: ${broken.message}`] };
}

type BothLines = ReadonlyMap<string, { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> }>;

/** Where no finding stands in the changed code, what attacks find there counts before findings elsewhere in the file. */
async function attackVersions(session: VerificationSession, files: readonly ChangedFile[], lines: BothLines, chosen: Targets): Promise<{ readonly targets: Targets; readonly versions: VersionsVerdict }> {
  if (!chosen.isGuess && chosen.isBeside !== true) return { targets: chosen, versions: await simulate(session, files, lines, chosen) };
  const versions = await simulate(session, files, lines, noTargets);
  const isOnChange = versions.before.some(({ path, line }) => lines.get(path)?.before.has(line) === true);
  if (chosen.isGuess ? versions.before.length > 0 : isOnChange) return { targets: noTargets, versions };
  return { targets: chosen, versions: await simulate(session, files, lines, chosen) };
}

async function simulate(session: VerificationSession, files: readonly ChangedFile[], lines: BothLines, targets: Targets): Promise<VersionsVerdict> {
  const project = await session.readSources();
  const changed = files.map(({ path }) => path);
  const version = (side: "before" | "after"): SourceText[] => {
    const others = project.filter(({ path }) => !changed.includes(path));
    const own = files.flatMap((file): SourceText[] => {
      const language = session.languageOf(file.path);
      const text = file[side];
      return language === undefined || text === undefined || isTestPath(file.path) ? [] : [{ path: file.path, language, text }];
    });
    return [...others, ...own].sort((left, right) => (left.path < right.path ? -1 : 1));
  };
  const old = version("before");
  const fixed = version("after");
  const targetLines = new Map<string, Set<number>>();
  for (const { path, region } of targets.findings) targetLines.set(path, new Set([...(targetLines.get(path) ?? []), region.startLine]));
  const centre = [...new Set([...changed, ...targetLines.keys()])];
  const around = [...new Set([...centre, ...importersOf(old, centre), ...importersOf(fixed, centre)])].sort();
  const request = {
    changedBefore: new Map([...lines].map(([path, both]) => [path, both.before])),
    changedAfter: new Map([...lines].map(([path, both]) => [path, both.after])),
    targetKinds: kindsOf(weaknessesOf(targets)),
    targetLines,
    isNamed: targets.findings.length > 0 || targets.cwe !== undefined,
    secrets: secretsOf(targets.findings, files),
    namesSecret: isOfSecrets(weaknessesOf(targets)) ? isSecretName : undefined,
    isOneFinding: !targets.isByRule && targets.findings.length === 1,
  };
  const buildBoth = async (build: typeof buildProgram): Promise<{ before: Program; after: Program }> => ({ before: await build(old, centre, session.makeUnit), after: await build(fixed, centre, session.makeUnit) });
  const programs = await buildBoth(buildProgram);
  const trustful = compareVersions({ ...request, ...programs, paths: around });
  const isAttackable = request.isNamed && request.targetKinds.some(({ payloads }) => payloads.length > 0);
  if (trustful.before.length > 0) return trustful;
  const written = targets.findings.length > 0 ? [] : writtenSettings(targets.cwe ?? []);
  const bySetting = written.length === 0 ? trustful : compareVersions({ ...request, ...programs, paths: around, targetKinds: written });
  if (bySetting.before.length > 0) return { ...bySetting, reservation: JUDGED_BY_NAME };
  if (!isAttackable) return trustful;
  const paths = [...new Set([...around, ...callersOf(old, centre)])].sort();
  const distrustful = compareVersions({ ...request, ...(await buildBoth(buildDistrustfulProgram)), paths });
  return distrustful.before.length > 0 ? { ...distrustful, reservation: LOW_CONFIDENCE, evidence: [TAKEN_AS_ATTACKERS, ...distrustful.evidence] } : trustful;
}

const LOW_CONFIDENCE = "low confidence, since nobody is known to send such data here";
const JUDGED_BY_NAME = "low confidence, since the setting is known by its name alone";
const TAKEN_AS_ATTACKERS = "No attack is known to come to the flaw from outside; parameters, fields, options and what others answer are taken as an attacker's, with low confidence.";

/** A change of names or layout alone mends nothing. */
async function checkNames({ languageOf, makeUnit }: VerificationSession, files: readonly ChangedFile[]): Promise<Refusal[]> {
  const differences = await Promise.all(
    files.map(async ({ path, before, after }) => {
      const language = languageOf(path);
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
  const refusal = findSecretAgain(secretsOf(targets.findings, files), files) ?? (isOfSecrets(weaknessesOf(targets)) ? (findFallback(files) ?? findInSettings(files, isSecretName)) : undefined);
  return refusal === undefined ? [] : [refusal];
}
