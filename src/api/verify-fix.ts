// Judges a fix that a person or an agent made: a patch, or the new texts of files, against the project as it is.

import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { RungName, Verdict } from "../model/verdict.ts";
import { isTestPath } from "../rule-kit/test-path.ts";
import { findRoot } from "../source/find-root.ts";
import { kindsOf } from "../verification/kinds/registry.ts";
import { writtenSettings } from "../verification/kinds/written-settings.ts";
import { readPatch } from "../verification/read-patch.ts";
import type { ChangedFile } from "../verification/static-checks.ts";
import { chooseTargets, noTargets, type Targets } from "../verification/targets.ts";
import { explainRule } from "./describe-rules.ts";
import { judgeChange } from "./judge-change.ts";
import type { ExecutionPolicyInput } from "./run-code.ts";
import { scanProject } from "./scan.ts";
import { createSession, type VerificationSession } from "./verification-session.ts";

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
  /** The operator's policy for running the tests; the sandbox's own limits when undefined. */
  readonly policy?: ExecutionPolicyInput | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly signal?: AbortSignal | undefined;
}

/** Judges a fix. The project is not touched. Throws an AssayError for a wrong request. */
export async function verifyFix(request: VerifyRequest): Promise<Verdict> {
  const session = createSession({ root: findRoot([], request.cwd).root, today: request.today, isTrusted: false, rule: request.rule });
  if (request.rule !== undefined) await explainRule(request.rule);
  return judgeChange(session, {
    files: readChange(request, session),
    findTargets: (before, lines) => findTargets(request, session, before, lines),
    unknownTarget: () => unknownFinding(request),
    isProtected: isTestPath,
    isAttacked: true,
    tests: request.tests,
    level: request.level,
    policy: request.policy,
    signal: request.signal,
  });
}

/** Both versions of every file that the fix changes. */
function readChange(request: VerifyRequest, { readText }: VerificationSession): ChangedFile[] {
  for (const path of request.replacements?.keys() ?? []) checkInside(path);
  const files = request.patch !== undefined ? readPatch(request.patch, readText) : [...(request.replacements ?? [])].map(([path, after]) => ({ path, before: readText(path), after }));
  const changed = files.filter(({ before, after }) => before !== after);
  if (changed.length > 0) return changed;
  throw new AssayError({ code: "usage", message: "The fix changes nothing.", nextStep: "Give a patch with --patch, or a file's new text with --with PATH_IN_PROJECT=LOCAL_FILE." });
}

function checkInside(path: string): void {
  if (path !== "" && !path.startsWith("/") && !path.split(/[/\\]/).includes("..")) return;
  throw new AssayError({ code: "path-outside-root", message: `${JSON.stringify(path)} lies outside the project.`, nextStep: "Give the path relative to the project's root." });
}

async function findTargets(request: VerifyRequest, { root }: VerificationSession, before: readonly Finding[], lines: ReadonlyMap<string, ReadonlySet<number>>): Promise<Targets> {
  const chosen = chooseTargets({ findings: before, lines, finding: request.finding, rule: request.rule });
  if (chosen.findings.length > 0 || (request.finding === undefined && request.rule === undefined)) return chosen;
  // The finding may stand in a file that the fix does not touch.
  const { report } = await scanProject({ cwd: root, paths: [], isTrusted: false, hasIgnores: true, cache: {}, namedRule: request.rule, today: request.today });
  const elsewhere = chooseTargets({ findings: report.findings, lines, finding: request.finding, rule: request.rule });
  if (elsewhere.findings.length > 0) return elsewhere;
  // A flaw that the rule itself does not see may be seen by another rule of the weakness, or by attacks of its kind.
  const cwe = request.rule === undefined ? [] : ((await explainRule(request.rule))?.cwe ?? []);
  const related = before.filter((found) => found.category === "security" && found.cwe.some((one) => cwe.includes(one)));
  if (related.length > 0) return { findings: related, isByRule: true, isGuess: false };
  if (kindsOf(cwe).length + writtenSettings(cwe).length > 0) return { ...noTargets, cwe };
  throw unknownFinding(request);
}

function unknownFinding({ finding, rule }: VerifyRequest): AssayError {
  return new AssayError({
    code: "usage",
    message: finding === undefined ? `The project has no finding of ${rule ?? ""}.` : `The project has no finding ${JSON.stringify(finding)}.`,
    nextStep: "`assay scan --format json` lists the findings with their fingerprints.",
  });
}
