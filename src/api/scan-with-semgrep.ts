// A scan in which the installed real program runs the rule files: its results merged, or held against ours.

import { resolve } from "node:path";
import { type SemgrepAnswer, runSemgrep } from "../engines/semgrep/run-semgrep.ts";
import { findSemgrep } from "../engines/semgrep/find-program.ts";
import { assignFingerprints, fingerprintKey } from "../findings/fingerprint.ts";
import { compareFindings } from "../findings/sort.ts";
import { hashLines } from "../findings/line-hash.ts";
import { AssayError } from "../model/errors.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { Notice, Report } from "../model/report.ts";
import type { DocumentedRule } from "../model/rule.ts";
import { scoreReport } from "../score/score-report.ts";
import { indexLines } from "../source/line-index.ts";
import { readSource } from "../source/read-source.ts";
import { listRules } from "./describe-rules.ts";
import { type ScanOutcome, type ScanRequest, scanProject } from "./scan.ts";

export interface EngineRequest {
  readonly scan: ScanRequest;
  /** `semgrep`: its findings in the place of ours; `both`: all, and a notice for each that only one has. */
  readonly engine: "semgrep" | "both";
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Result = SemgrepAnswer["results"][number];

/** Scans natively, runs the real program on the same files and joins the two. Throws `not-available` without it. */
export async function scanWithSemgrep({ scan, engine, environment }: EngineRequest): Promise<ScanOutcome> {
  const configs = scan.ruleFiles ?? [];
  if (configs.length === 0 || scan.stdin !== undefined) {
    throw new AssayError({
      code: "usage",
      message: "--engine runs the rule files of --config on files",
      nextStep: "Add --config PATH and name files or folders, or leave --engine out.",
    });
  }
  const program = findSemgrep(environment, scan.cwd);
  const outcome = await scanProject(scan);
  const { report } = outcome;
  const answer = await runSemgrep({
    program,
    cwd: report.root,
    configs: configs.map((config) => resolve(scan.cwd, config)),
    files: report.files.map(({ path }) => path),
    environment,
  });
  return { ...outcome, report: join(report, answer, engine) };
}

function join(report: Report, answer: SemgrepAnswer, engine: EngineRequest["engine"]): Report {
  const theirs = placeResults(report, answer.results);
  const theirKeys = new Set(theirs.map(keyOf));
  const ours = new Set([...report.findings, ...report.suppressed].map(keyOf));
  const builtin = new Set(listRules().map(({ id }) => id));
  const onlyTheirs = theirs.filter((finding) => !ours.has(keyOf(finding)));
  const onlyOurs = report.findings.filter((finding) => !builtin.has(finding.ruleId) && !theirKeys.has(keyOf(finding)));
  const dropped = new Set(engine === "semgrep" ? onlyOurs : []);
  const findings = [...report.findings.filter((finding) => !dropped.has(finding)), ...onlyTheirs].sort(compareFindings);
  const codeLines = report.files.reduce((sum, file) => sum + file.codeLines, 0);
  const notices = [
    ...answer.errors.map(({ message, path }): Notice => ({ level: "warning", code: "semgrep-problem", message: `semgrep: ${message ?? "it reports a problem without words"}`, ...(path === undefined ? {} : { path }) })),
    ...(engine === "both" ? differences(answer, onlyTheirs, onlyOurs) : []),
  ];
  return { ...report, findings, notices: [...report.notices, ...notices], score: scoreReport({ findings, codeLines }) };
}

function differences({ version, results }: SemgrepAnswer, onlyTheirs: readonly Finding[], onlyOurs: readonly Finding[]): Notice[] {
  const tell = (finding: Finding, who: string): Notice => {
    const { startLine, startColumn, endLine, endColumn } = finding.region;
    const message = `only ${who} finds ${finding.ruleId} at ${startLine}:${startColumn}-${endLine}:${endColumn}`;
    return { level: "warning", code: "engine-difference", path: finding.path, line: startLine, message };
  };
  const sum = `semgrep ${version} and the native engine agree on ${results.length - onlyTheirs.length} findings; ${onlyTheirs.length} only semgrep has, ${onlyOurs.length} only the native engine.`;
  return [
    ...onlyTheirs.map((finding) => tell(finding, "semgrep")),
    ...onlyOurs.map((finding) => tell(finding, "the native engine")),
    { level: "info", code: "engine-comparison", message: sum },
  ];
}

function keyOf({ path, ruleId, region }: Finding): string {
  return `${path}\u0000${ruleId}\u0000${region.start}\u0000${region.end}`;
}

/** Findings of ours from theirs; each file is read once, for offsets in UTF-16 units and the lines around. */
function placeResults(report: Report, results: readonly Result[]): Finding[] {
  const byPath = new Map<string, Result[]>();
  for (const result of results) byPath.set(result.path, [...(byPath.get(result.path) ?? []), result]);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const placed = [...byPath].flatMap(([path, own]) => {
    const source = readSource({ path, absolutePath: resolve(report.root, path), maxFileSizeBytes: 64 * 1024 * 1024, includeGenerated: true });
    if ("reason" in source) return [];
    const language = report.files.find((file) => file.path === path)?.language ?? "";
    return own.map((result) => placeOne(result, source.text, language, rules.get(result.check_id)));
  });
  const fingerprints = assignFingerprints(placed.map(({ identity, finding }) => ({ ...identity, path: finding.path, start: finding.region.start })));
  return placed.map(({ finding }, index) => ({ ...finding, fingerprint: fingerprints[index]! }));
}

const severityOf = (word: string): Severity => (/^(?:ERROR|HIGH|CRITICAL)$/.test(word) ? "error" : /^(?:WARNING|MEDIUM)$/.test(word) ? "warning" : "info");

function placeOne(result: Result, text: string, language: string, rule: DocumentedRule | undefined): { finding: Finding; identity: ReturnType<typeof fingerprintKey> } {
  const bytes = Buffer.from(text);
  const [start, end] = [result.start.offset, result.end.offset].map((offset) => bytes.subarray(0, offset).toString("utf8").length) as [number, number];
  const lines = indexLines(text);
  const region = lines.regionOf(start, end);
  const count = Math.min(region.endLine, region.startLine + 11) - region.startLine + 1;
  const { message, severity, fix } = result.extra;
  return {
    identity: fingerprintKey({ ruleId: result.check_id, scope: [], text, start, end, comments: [] }),
    finding: {
      ruleId: result.check_id,
      category: rule?.category ?? "maintainability",
      severity: severityOf(severity),
      confidence: rule?.confidence ?? "medium",
      cwe: rule?.cwe ?? [],
      message,
      path: result.path,
      language,
      region,
      excerpt: { firstLine: region.startLine, lines: Array.from({ length: count }, (_, index) => lines.textOf(region.startLine + index).slice(0, 400)) },
      trace: [],
      ...(fix === undefined ? {} : { fix: { description: "Apply the rule's fix", safety: "unsafe" as const, edits: [{ start, end, replacement: fix, region }] } }),
      alsoFoundBy: [],
      remediationMinutes: rule?.remediationMinutes ?? 15,
      fingerprint: "",
      lineHash: hashLines({ text, starts: lines.starts }, [region.startLine]).get(region.startLine) ?? "",
    },
  };
}
