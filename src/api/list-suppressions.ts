// Lists every suppression of a project with its state: what it silences, who answers for it, until when.

import type { Report } from "../model/report.ts";
import { type ScanRequest, scanProject } from "./scan.ts";

export type SuppressionState = "active" | "expired" | "malformed" | "unused" | "void";

export interface ListedSuppression {
  readonly path: string;
  /** 1-based line of the comment. */
  readonly line: number;
  readonly state: SuppressionState;
  /** `assay`, or the tool whose comment it is. */
  readonly tool: string;
  /** What it silences, sorted; none where it silences nothing. */
  readonly rules: readonly string[];
  /** The reason, or what is wrong with it. */
  readonly text: string;
  readonly owner?: string;
  readonly until?: string;
  /** For `code=`: names the code under it. */
  readonly code?: string;
}

export interface SuppressionList {
  readonly schemaVersion: 1;
  readonly suppressions: readonly ListedSuppression[];
}

/** By path, line and state. Throws as a scan does. */
export async function listSuppressions(request: ScanRequest): Promise<SuppressionList> {
  const { report } = await scanProject({ ...request, baseline: undefined });
  const listed = [...listActive(report), ...listProblems(report)];
  listed.sort((left, right) => compare(left.path, right.path) || left.line - right.line || compare(left.state, right.state));
  return { schemaVersion: 1, suppressions: listed };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function listActive({ suppressed }: Report): ListedSuppression[] {
  const byPlace = new Map<string, ListedSuppression>();
  for (const { path, ruleId, region, suppression } of suppressed) {
    if (suppression === undefined) continue;
    const { line = region.startLine, tool = "assay", justification, owner, until, code } = suppression;
    const key = JSON.stringify([path, line, tool, justification]);
    const rules = [...new Set([...(byPlace.get(key)?.rules ?? []), ruleId])].sort();
    byPlace.set(key, { path, line, state: "active", tool, rules, text: justification, ...(owner === undefined ? {} : { owner }), ...(until === undefined ? {} : { until }), ...(code === undefined ? {} : { code }) });
  }
  return [...byPlace.values()];
}

function listProblems({ findings }: Report): ListedSuppression[] {
  return findings.flatMap(({ ruleId, path, region, message }) => {
    const state = /^assay\/(expired|malformed|unused|void)-suppression$/.exec(ruleId)?.[1] as SuppressionState | undefined;
    return state === undefined ? [] : [{ path, line: region.startLine, state, tool: "assay", rules: [], text: message }];
  });
}
