// Mends what findings offer fixes for: each fix is judged on copies, then the files are written, all or none.

import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { FixOutcome, FixedFile, JudgedFix } from "../model/fix-outcome.ts";
import type { RungName } from "../model/verdict.ts";
import { toolVersion } from "../model/version.ts";
import { findRoot } from "../source/find-root.ts";
import { finishReplacement } from "../source/replace-files.ts";
import type { FixableFinding } from "../verification/choose-edits.ts";
import { checkFingerprint, pickNamed } from "../verification/named-finding.ts";
import { explainRule } from "./describe-rules.ts";
import { createOpener, journalFolders, type OpenedFile, writeFixes } from "./fixable-files.ts";
import { isFixable, type MendedFile, mendFile, tell, toJudgedFix } from "./mend-file.ts";
import { reachLevel } from "./reach-level.ts";
import { scanProject } from "./scan.ts";
import { createSession, type VerificationSession } from "./verification-session.ts";

export interface FixRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Files and folders; none means `cwd`. */
  readonly paths: readonly string[];
  readonly rule?: string | undefined;
  /** A finding's fingerprint, or its first digits. */
  readonly finding?: string | undefined;
  /** The rung that the fixes must reach; what can be had here, at least `finding-gone`, when undefined. */
  readonly level?: RungName | undefined;
  /** The command that runs the tests; found by itself when undefined. */
  readonly tests?: string | undefined;
  readonly includesUnsafe: boolean;
  /** True where accepted fixes are written to the project. */
  readonly writes: boolean;
  readonly settingsFile?: string | false | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly signal?: AbortSignal | undefined;
}


/** Throws an AssayError for a wrong request; then nothing was written. */
export async function fixFindings(request: FixRequest): Promise<FixOutcome> {
  if (request.rule !== undefined) await explainRule(request.rule);
  const { root, findings } = await findOffered(request);
  const session = createSession({ root, today: request.today, isTrusted: true, settingsFile: request.settingsFile });
  const { judged, files, opened } = await mendFiles(session, request, findings);
  const reached = await reachLevel(session, request, files);
  const fixed = reached.files.map(({ path, before, after }): FixedFile => ({ path, before, after }));
  const isWritten = request.writes && fixed.length > 0;
  if (isWritten) await writeFixes(root, fixed, opened);
  return {
    schemaVersion: 1,
    toolVersion,
    root,
    fixes: [...judged, ...reached.judged].sort(byPlace),
    files: fixed,
    ...(reached.verdict === undefined ? {} : { verdict: reached.verdict }),
    isWritten,
  };
}

interface Offered {
  readonly root: string;
  readonly findings: readonly FixableFinding[];
}

/** The findings that are meant and offer a fix, by one scan of the project. */
async function findOffered(request: FixRequest): Promise<Offered> {
  const { root } = findRoot(request.paths, request.cwd);
  // A run that was killed while it wrote is ended first: what is mended then is what is there.
  if (request.writes) for (const folder of journalFolders(root)) finishReplacement(folder);
  const { report } = await scanProject({ cwd: request.cwd, paths: request.paths, settingsFile: request.settingsFile, isTrusted: true, hasIgnores: true, isWhole: false, cache: {}, today: request.today });
  const meant = report.findings.filter(({ ruleId, fingerprint }) => (request.rule === undefined || ruleId === request.rule) && (request.finding === undefined || fingerprint.startsWith(request.finding)));
  if (request.finding !== undefined) checkNamed(request, meant);
  return { root: report.root, findings: meant.filter(isFixable) };
}

/** A named finding that is not there or cannot be mended is a wrong request, not an empty success. */
function checkNamed({ finding, includesUnsafe }: FixRequest, meant: readonly Finding[]): void {
  checkFingerprint(finding!);
  const first = pickNamed(meant, finding!, `There is no finding ${JSON.stringify(finding)} here.`);
  const place = `${first.ruleId} at ${first.path}:${first.region.startLine}`;
  if (first.fix === undefined) throw new AssayError({ code: "not-available", message: `No fix is offered for ${place}.`, nextStep: "Mend it by hand and let `assay verify` judge the change." });
  if (first.fix.safety === "unsafe" && !includesUnsafe) throw new AssayError({ code: "not-available", message: `The fix of ${place} may change what right code does.`, nextStep: "Give --unsafe to make it all the same." });
}

interface Mended {
  readonly judged: readonly JudgedFix[];
  readonly files: readonly MendedFile[];
  readonly opened: ReadonlyMap<string, OpenedFile>;
}

async function mendFiles(session: VerificationSession, request: FixRequest, findings: readonly FixableFinding[]): Promise<Mended> {
  const open = await createOpener(session.root);
  const judged: JudgedFix[] = [];
  const files: MendedFile[] = [];
  const opened = new Map<string, OpenedFile>();
  const isAllowed = ({ fix }: FixableFinding): boolean => fix.safety === "safe" || request.includesUnsafe;
  for (const path of [...new Set(findings.map((finding) => finding.path))].sort()) {
    const own = findings.filter((finding) => finding.path === path);
    const allowed = own.filter(isAllowed);
    judged.push(...own.filter((finding) => !isAllowed(finding)).map((finding) => toJudgedFix(finding, leftUnsafe)));
    if (allowed.length === 0) continue;
    const file = open(path);
    if ("reason" in file) {
      judged.push(...allowed.map((finding) => toJudgedFix(finding, { outcome: "left-out", code: file.code, reason: file.reason })));
      continue;
    }
    opened.set(path, file);
    const mended = await mendFile(session, { path, text: file.text, isWanted: wantedIn(request, allowed), signal: request.signal });
    judged.push(...mended.refused.map(({ finding, verdict }) => toJudgedFix(finding, tell(verdict))));
    if (mended.after !== mended.before) files.push(mended);
  }
  return { judged, files, opened };
}

const leftUnsafe = { outcome: "left-out", code: "unsafe", reason: "It may change what right code does; --unsafe includes it." } as const;

/** One named finding, or what the rule (or every rule) finds in the file, also when an earlier fix brings it to light. */
function wantedIn({ finding, rule, includesUnsafe }: FixRequest, allowed: readonly FixableFinding[]): (finding: FixableFinding) => boolean {
  if (finding !== undefined) return (one) => allowed.some(({ ruleId, identity, region }) => ruleId === one.ruleId && identity?.key === one.identity?.key && region.start === one.region.start);
  return ({ ruleId, fix }) => (rule === undefined || ruleId === rule) && (includesUnsafe || fix.safety === "safe");
}

function byPlace(left: JudgedFix, right: JudgedFix): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.line - right.line || (left.ruleId < right.ruleId ? -1 : left.ruleId > right.ruleId ? 1 : 0);
}
