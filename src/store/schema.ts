// The tables as the query layer sees them: camel case here, snake case in the database.

import type { Generated } from "kysely";
import type { AnalysisKind } from "../model/analysis-record.ts";
import type { ExecutionStatus } from "../model/execution-record.ts";
import type { Confidence, Category, Severity } from "../model/finding.ts";
import type { Rating } from "../model/report.ts";
import type { PolicyKind, SearchSubject } from "../model/store-record.ts";
import type { TaskStatus } from "../model/task.ts";

export interface OriginColumns {
  repository: string | null;
  branch: string | null;
  commitHash: string | null;
  /** 0 or 1. */
  isDirty: number | null;
}

export interface TaskRow extends OriginColumns {
  id: string;
  title: string;
  description: string;
  status: TaskStatus;
  /** Place in `taskPriorities`: 0 is the most urgent. */
  priority: number;
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  completedAt: string | null;
  version: number;
  requiresPassingRun: number;
  executionEnvironment: string | null;
  codeLanguage: string | null;
  qualityScore: number | null;
  executionStatus: string | null;
  executionLog: string | null;
  /** What an earlier program called it, where that differs. */
  originalStatus: string | null;
  originalPriority: string | null;
}

export interface ExecutionRow extends OriginColumns {
  id: string;
  language: string;
  status: ExecutionStatus;
  exitCode: number | null;
  signal: string | null;
  durationMs: number;
  cpuMs: number;
  peakMemoryBytes: number;
  startedAt: string;
  taskId: string | null;
  client: string | null;
  title: string;
  codeHash: string;
  errorKind: string | null;
  errorMessage: string | null;
  isolation: string | null;
  memoryEnforcement: string | null;
  policyVersion: number | null;
  maskedSecrets: number;
  codeUnits: number;
  stdoutUnits: number;
  stderrUnits: number;
}

/** Apart from the executions, so that lists never read over long texts. */
export interface ExecutionTextRow {
  executionId: string;
  name: string;
  text: string;
}

export interface AnalysisRow extends OriginColumns {
  id: string;
  kind: AnalysisKind;
  startedAt: string;
  durationMs: number;
  taskId: string | null;
  toolVersion: string;
  isComplete: number;
  fileCount: number;
  codeLines: number;
  scoreMillipoints: number;
  rating: Rating;
  errorCount: number;
  warningCount: number;
  infoCount: number;
  subjectHash: string | null;
  contentHash: string | null;
}

export interface FindingRow {
  analysisId: string;
  fingerprint: string;
  /** Order within the analysis: most urgent first. */
  place: number;
  ruleId: string;
  severity: Severity;
  category: Category;
  confidence: Confidence;
  /** Separated by commas. */
  cwe: string;
  path: string;
  line: number;
  message: string;
}

export interface Tables {
  tasks: TaskRow;
  taskDependencies: { taskId: string; dependsOnId: string };
  taskCommits: { taskId: string; commitHash: string; linkedAt: string };
  executions: ExecutionRow;
  executionSums: { language: string; status: ExecutionStatus; branch: string; client: string; runs: number; peakMemoryBytes: number };
  executionTexts: ExecutionTextRow;
  analyses: AnalysisRow;
  analysisFiles: { analysisId: string; path: string; startedAt: string };
  findings: FindingRow;
  policies: { version: Generated<number>; kind: PolicyKind; policy: string; createdAt: string; reason: string | null };
  events: { sequence: Generated<number>; type: string; subjectId: string; at: string; data: string };
  searchEntries: { id: Generated<number>; subject: SearchSubject; subjectId: string; title: string; body: string; at: string };
  assayMigrations: { id: number; name: string; checksum: string; appliedAt: string };
}
