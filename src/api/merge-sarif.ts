// Joins SARIF files of ours into one run, as if everything had been scanned at once: order, fingerprints and score are made anew.

import { assignFingerprints } from "../findings/fingerprint.ts";
import { compareFindings } from "../findings/sort.ts";
import { AssayError } from "../model/errors.ts";
import type { Category, Confidence, Finding, FindingIdentity, Severity } from "../model/finding.ts";
import { scoreReport } from "../score/score-report.ts";

/** The parts that are read; everything else is carried over. */
interface Result {
  readonly ruleId: string;
  readonly level: "error" | "warning" | "note";
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number } } }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly unknown[];
  readonly properties: { readonly category: Category; readonly confidence: Confidence; readonly remediationMinutes: number; readonly identity?: FindingIdentity };
}

interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly { readonly id: string; readonly properties: Readonly<Record<string, unknown>> }[] } };
  readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] }[];
  readonly results: readonly Result[];
  readonly properties: { readonly complete: boolean; readonly incompleteReasons?: readonly string[]; readonly codeLines: number };
}

interface Log {
  readonly runs: readonly Run[];
}

/** Throws `config-invalid` for what is no SARIF file of ours, or of another version of it. */
export function mergeSarif(files: readonly { readonly name: string; readonly text: string }[]): string {
  const logs = files.map(({ name, text }) => readLog(name, text));
  const runs = logs.map(({ runs: [run] }) => run!);
  const [first] = runs;
  const strange = runs.findIndex((run) => run.tool.driver.version !== first!.tool.driver.version);
  if (strange !== -1) throw new AssayError({ code: "config-invalid", message: `${JSON.stringify(files[strange]!.name)} was written by another version of Assay.`, nextStep: "Scan all shards with one version." });
  const results = order(withFingerprints(runs.flatMap((run) => run.results)), first!);
  const complete = runs.every((run) => run.properties.complete);
  const incompleteReasons = runs.flatMap((run) => run.properties.incompleteReasons ?? []);
  const codeLines = runs.reduce((sum, run) => sum + run.properties.codeLines, 0);
  const score = scoreReport({ findings: results.filter(({ suppressions }) => suppressions.length === 0).map(toWeighed), codeLines });
  const { complete: _complete, incompleteReasons: _reasons, ...others } = first!.properties;
  const run = {
    ...first,
    invocations: [{ executionSuccessful: complete, toolExecutionNotifications: runs.flatMap(({ invocations }) => invocations.flatMap((invocation) => invocation.toolExecutionNotifications)) }],
    results,
    properties: { complete, ...(incompleteReasons.length === 0 ? {} : { incompleteReasons }), ...others, codeLines, scoreMillipoints: score.millipoints, rating: score.rating },
  };
  return `${JSON.stringify({ ...logs[0], runs: [run] }, null, 2)}\n`;
}

function readLog(name: string, text: string): Log {
  let log: Log | undefined;
  try {
    // Only the parts that are used below are looked at; a file of ours has them.
    log = JSON.parse(text) as Log;
  } catch {
    log = undefined;
  }
  const run = log?.runs?.[0];
  if (log === undefined || run === undefined || run.tool?.driver?.name !== "Assay" || typeof run.properties?.codeLines !== "number" || !Array.isArray(run.results)) {
    throw new AssayError({ code: "config-invalid", message: `${JSON.stringify(name)} is no SARIF file of Assay's.`, nextStep: "Name what `assay scan --shard N/M --format sarif` wrote." });
  }
  return log;
}

const pathOf = ({ locations: [location] }: Result): string => location!.physicalLocation.artifactLocation.uri.split("/").map(decodeURIComponent).join("/");
const regionOf = ({ locations: [location] }: Result): Result["locations"][number]["physicalLocation"]["region"] => location!.physicalLocation.region;

/** Columns beyond this do not count in the order; no line of code is so long. */
const widestLine = 1 << 22;
const placeOf = (line: number, column: number): number => line * widestLine + Math.min(column, widestLine - 1);

/** Unique over all shards: what each shard made unique in itself may not be so among others. */
function withFingerprints(results: readonly Result[]): Result[] {
  const inOrder = [...results].sort((left, right) => (pathOf(left) < pathOf(right) ? -1 : pathOf(left) > pathOf(right) ? 1 : 0));
  const fingerprints = assignFingerprints(
    inOrder.map((result) => {
      const { startLine, startColumn } = regionOf(result);
      const own = result.properties.identity ?? { key: result.partialFingerprints["assayFinding/v1"] ?? "", context: "" };
      return { ...own, path: pathOf(result), start: placeOf(startLine, startColumn) };
    }),
  );
  return inOrder.map((result, index) => ({ ...result, partialFingerprints: { ...result.partialFingerprints, "assayFinding/v1": fingerprints[index]! } }));
}

const severityOf: Readonly<Record<Result["level"], Severity>> = { error: "error", warning: "warning", note: "info" };

/** As a scan writes them: the active ones first, then by severity, then by the rule's weight, then as findings are sorted. */
function order(results: readonly Result[], { tool }: Run): Result[] {
  const weights = new Map(tool.driver.rules.map(({ id, properties }) => [id, Number(properties["security-severity"] ?? 0)]));
  const rank = ({ level }: Result): number => ["error", "warning", "note"].indexOf(level);
  const toSortable = (result: Result) => {
    const { startLine, startColumn, endLine, endColumn } = regionOf(result);
    return { ruleId: result.ruleId, severity: severityOf[result.level], confidence: result.properties.confidence, path: pathOf(result), message: result.message.text, region: { start: placeOf(startLine, startColumn), end: placeOf(endLine, endColumn) } };
  };
  return [...results].sort(
    (left, right) =>
      Math.min(1, left.suppressions.length) - Math.min(1, right.suppressions.length) ||
      rank(left) - rank(right) ||
      (weights.get(right.ruleId) ?? 0) - (weights.get(left.ruleId) ?? 0) ||
      compareFindings(toSortable(left), toSortable(right)),
  );
}

/** What the score looks at. */
function toWeighed(result: Result): Finding {
  const { startLine } = regionOf(result);
  const { category, confidence, remediationMinutes } = result.properties;
  const weighed: Partial<Finding> = { ruleId: result.ruleId, category, confidence, remediationMinutes, severity: severityOf[result.level], path: pathOf(result), fingerprint: result.partialFingerprints["assayFinding/v1"]!, message: result.message.text };
  // The score reads these fields and the place, and no other.
  return { ...weighed, region: { start: startLine, end: startLine, startLine, startColumn: 1, endLine: startLine, endColumn: 1 } } as Finding;
}
