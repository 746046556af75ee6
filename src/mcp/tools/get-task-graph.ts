// The tool `get_task_graph`: how tasks depend on each other.

import { z } from "zod";
import { renderTaskGraph, taskGraph } from "../../api/tasks.ts";
import type { TaskGraph } from "../../model/task.ts";
import { estimateJson } from "../budget.ts";
import { maxTokens } from "../fields.ts";
import { priority, readiness, status } from "../task-fields.ts";
import { defineTool } from "../tool.ts";

const node = z.object({ id: z.string(), title: z.string(), status, priority, readiness });

const output = z.object({
  total: z.number().int().describe("tasks of the graph in all"),
  truncated: z.boolean().describe("true where the reply shows the first layers only; assay://graph has the whole"),
  cycles: z.array(z.array(z.string())).describe("circles, named; only an earlier program's data can hold any"),
  criticalPath: z.array(z.string()).describe("the longest chain of unsettled tasks, first to do first"),
  tasks: z.array(node).optional(),
  edges: z.array(z.object({ from: z.string(), to: z.string() })).optional().describe("`from` must be settled before `to`"),
  layers: z.array(z.array(z.string())).optional().describe("a layer needs only the layers before it"),
  drawing: z.string().optional().describe("the graph as Mermaid or DOT"),
});

type GraphData = z.input<typeof output>;

export const getTaskGraph = defineTool({
  name: "get_task_graph",
  title: "Show the task graph",
  toolset: "tasks",
  description: "Shows how tasks depend on each other as JSON, Mermaid or DOT: layers that can be done side by side, the critical path, circles by name. Around one task: what it waits for and what waits for it.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    format: z.enum(["json", "mermaid", "dot"]).default("json"),
    around: z.string().max(200).optional().describe("only what this task waits for and what waits for it (also: task_id, id)"),
    onlyUnsettled: z.boolean().default(false).describe("leave out what is done or cancelled"),
    maxTokens,
  }),
  aliases: { taskId: "around", id: "around", task: "around" },
  output,
  run: async ({ services }, { format, maxTokens: most, ...request }) => {
    const graph = await taskGraph(await services.store(), request);
    const room = Math.floor((most - 300) / (format === "json" ? 1 : 2));
    const data = fitGraph(graph, (part) => tellGraph(part, graph, format), room);
    const head = `${data.total} task${data.total === 1 ? "" : "s"}, ${graph.edges.length} dependencies, ${graph.layers.length} layers${data.truncated ? "; the first are shown, assay://graph has the whole" : ""}.`;
    const path = data.criticalPath.length === 0 ? [] : [`Critical path: ${data.criticalPath.join(" → ").slice(0, 600)}`];
    const circles = data.cycles.map((cycle) => `Circle: ${cycle.join(" → ")}`);
    return {
      data,
      text: [head, ...path, ...circles, ...(data.drawing === undefined ? [] : [data.drawing])].join("\n"),
      links: data.truncated ? [{ uri: "assay://graph", name: "the whole task graph", mimeType: "application/json" }] : [],
    };
  },
});

/** The most tasks, by layers from the first on, whose telling fits. */
function fitGraph(graph: TaskGraph, tell: (part: TaskGraph) => GraphData, room: number): GraphData {
  const order = [...new Set([...graph.layers.flat(), ...graph.tasks.map(({ id }) => id)])];
  const first = (count: number): GraphData => tell(count === order.length ? graph : cutGraph(graph, new Set(order.slice(0, count))));
  const whole = first(order.length);
  if (estimateJson(whole) <= room) return whole;
  let [fits, tooMany] = [0, order.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (estimateJson(first(middle)) <= room) fits = middle;
    else tooMany = middle;
  }
  return first(fits);
}

function cutGraph(graph: TaskGraph, kept: ReadonlySet<string>): TaskGraph {
  const layers = graph.layers.map((layer) => layer.filter((id) => kept.has(id))).filter((layer) => layer.length > 0);
  return { ...graph, tasks: graph.tasks.filter(({ id }) => kept.has(id)), edges: graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)), layers };
}

const mostNamed = 30;

function tellGraph(part: TaskGraph, whole: TaskGraph, format: "json" | "mermaid" | "dot"): GraphData {
  const facts = {
    total: whole.tasks.length,
    truncated: part.tasks.length < whole.tasks.length,
    cycles: whole.cycles.slice(0, 5).map((cycle) => cycle.slice(0, mostNamed)),
    criticalPath: whole.criticalPath.slice(0, mostNamed),
  };
  if (format !== "json") return { ...facts, drawing: renderTaskGraph(part, format) };
  return {
    ...facts,
    tasks: part.tasks.map(({ title, ...task }) => ({ ...task, title: title.slice(0, 120) })),
    edges: part.edges.map((edge) => ({ ...edge })),
    layers: part.layers.map((layer) => [...layer]),
  };
}
