// Every operation on the store by its name: what the writer thread answers.

import { addAnalysis, compareAnalyses, getAnalysis, listAnalyses, listFindings, readTrend } from "../../store/analyses.ts";
import { readEvents } from "../../store/events.ts";
import { readExecutionStatistics } from "../../store/execution-statistics.ts";
import { readExecutionPatterns } from "../../store/execution-patterns.ts";
import { addExecution, getExecution, listExecutions, readExecutionText } from "../../store/executions.ts";
import { checkStore, trimStore, vacuumStore } from "../../store/maintenance.ts";
import type { StoreConnection } from "../../store/open-database.ts";
import { addPolicy, listPolicies, readPolicy } from "../../store/policies.ts";
import { searchStore } from "../../store/search.ts";
import { describeStoreFailure } from "../../store/store-failure.ts";
import { exportPiece, importLines } from "../../store/transfer.ts";
import { createTaskRecord, deleteTaskRecord, linkCommitRecord, updateTaskRecord } from "./task-operations.ts";
import { chooseNextTask, getTaskRecord, listTaskRecords, readTaskGraph, readTaskMetrics } from "./task-questions.ts";

const operations = {
  createTask: createTaskRecord,
  updateTask: updateTaskRecord,
  deleteTask: deleteTaskRecord,
  linkCommit: linkCommitRecord,
  getTask: getTaskRecord,
  listTasks: listTaskRecords,
  nextTask: chooseNextTask,
  taskGraph: readTaskGraph,
  taskMetrics: readTaskMetrics,
  addExecution,
  getExecution,
  listExecutions,
  executionStatistics: readExecutionStatistics,
  executionText: readExecutionText,
  executionPatterns: readExecutionPatterns,
  addAnalysis,
  getAnalysis,
  listAnalyses,
  listFindings,
  trend: readTrend,
  compareAnalyses,
  addPolicy,
  readPolicy,
  listPolicies,
  search: searchStore,
  events: readEvents,
  check: checkStore,
  vacuum: vacuumStore,
  trim: trimStore,
  exportPiece,
  importLines,
} as const;

export type StoreOperation = keyof typeof operations;
export type OperationInput<Name extends StoreOperation> = Parameters<(typeof operations)[Name]> extends [unknown, infer Input] ? Input : undefined;
export type OperationAnswer<Name extends StoreOperation> = Awaited<ReturnType<(typeof operations)[Name]>>;

/** Throws typed errors; operations run one after the other, never two at once. */
export async function performOperation(store: StoreConnection, name: StoreOperation, input: unknown): Promise<unknown> {
  // The caller's types tie the input to the name (StoreService.call).
  const operation = operations[name] as (store: StoreConnection, input: unknown) => Promise<unknown>;
  try {
    return await operation(store, input);
  } catch (error) {
    throw describeStoreFailure(error, store.path);
  }
}
