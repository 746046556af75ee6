// The rung finding-gone: what the rules say of both versions, what simulated attacks say, and what a fix may not do.

import type { Finding } from "../model/finding.ts";
import type { Rung } from "../model/verdict.ts";
import type { VersionsVerdict } from "./compare-versions.ts";
import { secretsOf } from "./secrets.ts";
import { checkTemplates } from "./templates.ts";
import type { ChangedFile, Refusal } from "./static-checks.ts";
import { describeTargets, type Targets } from "./targets.ts";

export interface GoneInput {
  readonly files: readonly ChangedFile[];
  readonly targets: Targets;
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  /** Findings of the original that were recognised in the fixed version. */
  readonly remaining: ReadonlySet<Finding>;
  readonly versions: VersionsVerdict;
  readonly refusals: readonly Refusal[];
}

/** The rung `finding-gone`: what the rules say, what simulated attacks say, and what may not be done for it. */
export function judgeGone({ files, targets, before, after, remaining, versions, refusals }: GoneInput): { readonly rung: Rung; readonly refusals: readonly Refusal[] } {
  const evidence = [...versions.evidence];
  const found = [...refusals, ...checkTemplates(files, [...targets.findings.flatMap(({ cwe }) => cwe), ...versions.before.flatMap(({ kind }) => kind.cwe)])];
  const left = describeTargets(targets, { before, after, remaining });
  if (left !== undefined) {
    // A setting is only looked at, as the rule does; what was really attacked is known better.
    const isAttacked = versions.before.length > 0 && versions.before.every(({ kind }) => kind.payloads.length > 0);
    const isHarmless = isAttacked && versions.after.length === 0 && refusals.length === 0;
    if (isHarmless) evidence.push(`The rule still names ${left.place}, but none of the attacks that got through the original gets through the fix.`);
    else found.unshift({ code: "finding-remains", reason: left.reason });
  }
  const fresh = findNew({ files, before, after, targets, versions });
  if (fresh !== undefined) found.push({ code: "new-flaw", reason: `It brings a new finding, ${fresh.ruleId} at ${fresh.path}:${fresh.region.startLine}: ${fresh.message}` });
  const [first] = preferSpecific(found);
  if (first !== undefined) return { rung: { name: "finding-gone", status: "failed", evidence: [first.reason, ...evidence] }, refusals: [first] };
  if (targets.findings.length === 0 && versions.before.length === 0) {
    return { rung: { name: "finding-gone", status: "not-run", evidence: ["The original has no finding in the changed code, and no simulated attack gets through it.", ...evidence] }, refusals: [] };
  }
  const removed = targets.findings.length === 0 ? "" : `${targets.findings.length === 1 ? "The finding is" : `All ${targets.findings.length} findings are`} gone and none is new.`;
  return { rung: { name: "finding-gone", status: "passed", evidence: [...(removed === "" ? [] : [removed]), ...evidence] }, refusals: [] };
}

/** The most telling reason first: what the fix did, before what is still seen. */
function preferSpecific(refusals: readonly Refusal[]): Refusal[] {
  const order = ["edits-tests", "adds-suppression", "only-renames", "deletes-feature", "swallows-input", "mends-one-of-several", "moves-flaw", "still-exploitable", "new-flaw", "finding-remains"];
  const place = ({ code }: Refusal): number => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...refusals].sort((left, right) => place(left) - place(right));
}

/** A finding of a rule that had fewer before: security, or an error of another kind. */
function findNew({ files, before, after, targets, versions }: Omit<GoneInput, "refusals" | "remaining">): Finding | undefined {
  const countOf = (all: readonly Finding[], ruleId: string): number => all.filter((finding) => finding.ruleId === ruleId).length;
  const wanted = new Set(targets.findings.flatMap(({ cwe }) => cwe));
  return after.find((finding) => {
    const isGrave = (finding.category === "security" && finding.severity !== "info" && finding.confidence !== "low") || (finding.severity === "error" && finding.category !== "tool") || finding.ruleId.endsWith('swallowed-exception');
    if (!isGrave || countOf(after, finding.ruleId) <= countOf(before, finding.ruleId)) return false;
    // The same flaw under another rule's name is judged as the flaw itself.
    return !finding.cwe.some((one) => wanted.has(one)) && !versions.isHarmless(finding) && !isKnownSecret(finding, files);
  });
}

/** Texts that stand beside a key in the same call. */
const namesAlgorithm = /^(?:[HREP]S(?:256|384|512)|EdDSA|none|utf-?8|hex|base64(?:url)?|sha-?\d+|aes-\d+-\w+|\d+\s?[smhd])$/i;

/** A secret that the original held already is used once more: no new one. */
function isKnownSecret(finding: Finding, files: readonly ChangedFile[]): boolean {
  const secrets = secretsOf([finding], files.map(({ path, after }) => ({ path, before: after, after })));
  const isOld = (secret: string): boolean => files.some(({ before }) => before?.includes(secret) === true);
  return secrets.some(isOld) && secrets.every((secret) => isOld(secret) || namesAlgorithm.test(secret));
}
