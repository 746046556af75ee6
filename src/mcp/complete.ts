// Completes arguments of prompts and of resource templates as a user types them.

import { listAnalyses } from "../api/analysis-history.ts";
import { listExecutions } from "../api/execution-history.ts";
import type { ProjectStore } from "../api/project-store.ts";
import { listTasks } from "../api/tasks.ts";
import { AssayError } from "../model/errors.ts";
import { executionTexts } from "../model/execution-record.ts";
import { listRules } from "../api/describe-rules.ts";
import type { ServerServices } from "../api/server-services.ts";

interface Question {
  readonly ref: { readonly type: "ref/prompt"; readonly name: string } | { readonly type: "ref/resource"; readonly uri: string };
  readonly argument: { readonly name: string; readonly value: string };
}

interface Answer {
  readonly [field: string]: unknown;
  readonly values: string[];
  readonly total: number;
  readonly hasMore: boolean;
}

/** The protocol allows no more values in one answer. */
const mostValues = 100;

/** Known values of each argument that has such, by its name. */
const sources: ReadonlyMap<string, (services: ServerServices) => Promise<readonly string[]>> = new Map([
  ["ruleId", async () => listRules().map(({ id }) => id)],
  ["since", async () => ["HEAD", "HEAD~1", "main", "origin/main"]],
  ["executionId", (services) => stored(services, async (store) => (await listExecutions(store, { limit: mostValues })).items)],
  ["analysisId", (services) => stored(services, async (store) => (await listAnalyses(store, { limit: mostValues })).items)],
  ["taskId", (services) => stored(services, async (store) => (await listTasks(store, { limit: mostValues })).items)],
  ["text", async () => executionTexts],
  ["format", async () => ["json", "mermaid", "dot"]],
  ["language", async () => ["bash", "javascript", "python", "sql", "typescript"]],
]);

/** The newest ids; none where there is no store to ask. */
async function stored(services: ServerServices, list: (store: ProjectStore) => Promise<readonly { readonly id: string }[]>): Promise<readonly string[]> {
  try {
    return (await list(await services.store())).map(({ id }) => id);
  } catch (error) {
    if (error instanceof AssayError) return [];
    throw error;
  }
}

/** What begins like the value first, then what holds it. */
export async function complete(services: ServerServices, { argument }: Question): Promise<Answer> {
  const values = (await sources.get(argument.name)?.(services)) ?? [];
  const wanted = argument.value.toLowerCase();
  const matching = values.filter((value) => value.toLowerCase().includes(wanted));
  const ordered = [...matching.filter((value) => value.toLowerCase().startsWith(wanted)), ...matching.filter((value) => !value.toLowerCase().startsWith(wanted))];
  return { values: ordered.slice(0, mostValues), total: ordered.length, hasMore: ordered.length > mostValues };
}
