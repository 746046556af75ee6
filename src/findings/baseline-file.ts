// Reads and writes the baseline: the findings that a team has decided to live with, one line each, sorted.

import { AssayError } from "../model/errors.ts";
import { categories, confidences, severities } from "../model/finding.ts";
import type { KnownFinding } from "./match-baseline.ts";

const formatVersion = 1;

export interface BaselineFile {
  /** Lines of code when it was written: the size that its score is measured over. */
  readonly codeLines: number;
  readonly findings: readonly KnownFinding[];
}

/** The same findings give the same bytes; a finding more or less changes one line. */
export function serialiseBaseline({ codeLines, findings }: BaselineFile): string {
  const lines = findings.map(toLine).sort();
  return `{\n"assayBaseline": ${formatVersion},\n"codeLines": ${codeLines},\n"findings": [\n${lines.join(",\n")}${lines.length === 0 ? "" : "\n"}]\n}\n`;
}

/** Path and rule stand first, so that sorting the lines groups by them. */
function toLine({ path, ruleId, fingerprint, identity, category, severity, confidence, remediationMinutes }: KnownFinding): string {
  const parts = identity === undefined ? {} : { key: identity.key, context: identity.context, body: identity.body };
  return JSON.stringify({ path, rule: ruleId, id: fingerprint, ...parts, category, severity, confidence, minutes: remediationMinutes });
}

/** Throws `config-invalid` for anything but what {@link serialiseBaseline} writes. `name` is for the message. */
export function parseBaseline(text: string, name: string): BaselineFile {
  const value = readJson(text, name);
  const { assayBaseline, codeLines, findings } = isRecord(value) ? value : {};
  if (assayBaseline !== formatVersion || typeof codeLines !== "number" || !Array.isArray(findings)) {
    throw invalid(name, `it is no baseline of format ${formatVersion}`);
  }
  return { codeLines, findings: findings.map((entry, index) => toKnown(entry, index, name)) };
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const isConflict = /^(?:<{7}|={7}|>{7})/m.test(text);
    throw invalid(name, isConflict ? "it holds the marks of a merge conflict" : `it is not JSON (${(cause as Error).message})`);
  }
}

function toKnown(entry: unknown, index: number, name: string): KnownFinding {
  const { path, rule, id, key, context, body, category, severity, confidence, minutes } = isRecord(entry) ? entry : {};
  const knownCategory = categories.find((one) => one === category);
  const knownSeverity = severities.find((one) => one === severity);
  const knownConfidence = confidences.find((one) => one === confidence);
  const isWhole = typeof path === "string" && typeof rule === "string" && typeof id === "string" && typeof minutes === "number";
  if (!isWhole || knownCategory === undefined || knownSeverity === undefined || knownConfidence === undefined) throw invalid(name, `finding ${index + 1} is not complete`);
  const identity = typeof key === "string" && typeof context === "string" ? { identity: { key, context, ...(typeof body === "string" ? { body } : {}) } } : {};
  return { path, ruleId: rule, fingerprint: id, ...identity, category: knownCategory, severity: knownSeverity, confidence: knownConfidence, remediationMinutes: minutes };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(name: string, what: string): AssayError {
  return new AssayError({ code: "config-invalid", message: `The baseline ${JSON.stringify(name)} cannot be read: ${what}.`, nextStep: "Take the version of one side, then run `assay baseline` to drop what is gone; or delete it and begin anew." });
}
