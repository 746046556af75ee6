// Resources of the store: runs with their texts, analyses, tasks, the graph, events.

import { getAnalysis, listAnalyses, listFindings } from "../../api/analysis-history.ts";
import { getExecution, listExecutions, readExecutionText } from "../../api/execution-history.ts";
import type { ServerServices } from "../../api/server-services.ts";
import { readEvents, renderEvents } from "../../api/store-events.ts";
import { getTask, listTasks, renderTaskGraph, taskGraph } from "../../api/tasks.ts";
import { AssayError } from "../../model/errors.ts";
import { executionTexts } from "../../model/execution-record.ts";
import { type Body, json } from "./bodies.ts";

const mostListed = 500;
const mostEvents = 1_000;

/** `assay://executions`, `assay://executions/ID`, `assay://executions/ID/stdout?offset=0&limit=20000` (UTF-16 units). */
export async function readExecution(services: ServerServices, rest: string, query: URLSearchParams): Promise<Body> {
  const store = await services.store();
  if (rest === "") return json(await listExecutions(store, pageOf(query)));
  const [id, text, ...more] = rest.split("/");
  if (text === undefined) return json(await getExecution(store, id!));
  const name = executionTexts.find((known) => known === text);
  if (name === undefined || more.length > 0) throw wrong(`A run has no ${JSON.stringify(text.slice(0, 60))}.`, `Known: ${executionTexts.join(", ")}.`);
  const piece = await readExecutionText(store, { id: id!, name, offset: readNumber(query, "offset"), limit: readNumber(query, "limit") });
  const { offset, totalLength, nextOffset } = piece;
  return { mimeType: "text/plain", text: piece.text, _meta: { "assay/piece": { offset, totalLength, nextOffset: nextOffset ?? null } } };
}

/** `assay://analyses`, `assay://analyses/ID?cursor=…` with its findings. */
export async function readAnalysis(services: ServerServices, rest: string, query: URLSearchParams): Promise<Body> {
  const store = await services.store();
  if (rest === "") return json(await listAnalyses(store, pageOf(query)));
  const analysis = await getAnalysis(store, rest);
  const { items, nextCursor } = await listFindings(store, { analysisId: rest, ...pageOf(query) });
  return json({ ...analysis, findings: items, ...(nextCursor === undefined ? {} : { nextCursor }) });
}

/** `assay://tasks`, `assay://tasks/ID`. */
export async function readTask(services: ServerServices, rest: string, query: URLSearchParams): Promise<Body> {
  const store = await services.store();
  return json(rest === "" ? await listTasks(store, pageOf(query)) : await getTask(store, rest));
}

/** `assay://graph?format=json|mermaid|dot`. */
export async function readGraph(services: ServerServices, _: string, query: URLSearchParams): Promise<Body> {
  const graph = await taskGraph(await services.store());
  const format = query.get("format") ?? "json";
  if (format === "json") return json(graph);
  if (format !== "mermaid" && format !== "dot") throw wrong(`There is no format ${JSON.stringify(format.slice(0, 60))}.`, "Known: json, mermaid, dot.");
  return { mimeType: format === "dot" ? "text/vnd.graphviz" : "text/plain", text: renderTaskGraph(graph, format) };
}

/** `assay://events?after=N`: lines of JSON; the last one's `sequence` is the next `after`. */
export async function readEventLines(services: ServerServices, _: string, query: URLSearchParams): Promise<Body> {
  const limit = Math.min(mostEvents, readNumber(query, "limit") ?? mostEvents);
  return { mimeType: "application/x-ndjson", text: renderEvents(await readEvents(await services.store(), { after: readNumber(query, "after"), limit })) };
}

function pageOf(query: URLSearchParams): { readonly limit: number; readonly cursor?: string } {
  const cursor = query.get("cursor");
  return { limit: readNumber(query, "limit") ?? mostListed, ...(cursor === null ? {} : { cursor }) };
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw wrong(`${name}: ${JSON.stringify(text.slice(0, 60))} is no whole number.`, "Give a whole number of 0 or more.");
}

function wrong(message: string, nextStep: string): AssayError {
  return new AssayError({ code: "usage", message, nextStep });
}
