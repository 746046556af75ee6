// Writes a task graph as Mermaid and as DOT. Titles are outside text: nothing in them may become syntax.

import type { TaskGraph, TaskGraphNode } from "../model/task.ts";

const longestTitle = 80;

export function renderMermaid(graph: TaskGraph): string {
  const names = nodeNames(graph);
  const nodes = graph.tasks.map((task) => `  ${names.get(task.id)!}["${escapeMermaid(labelOf(task))}"]:::${task.readiness}`);
  const edges = graph.edges.map(({ from, to }) => `  ${names.get(from)!} --> ${names.get(to)!}`);
  const classes = [
    "  classDef ready stroke:#2da44e,stroke-width:2px",
    "  classDef blocked stroke:#cf222e,stroke-dasharray:4",
    "  classDef active stroke:#0969da,stroke-width:3px",
    "  classDef settled stroke:#8c959f,color:#8c959f",
  ];
  return `${["flowchart TD", ...nodes, ...edges, ...classes].join("\n")}\n`;
}

export function renderDot(graph: TaskGraph): string {
  const styles = { ready: "color=green", blocked: 'color=red, style="dashed"', active: "color=blue, penwidth=2", settled: "color=gray, fontcolor=gray" } as const;
  const nodes = graph.tasks.map((task) => `  "${escapeDot(task.id)}" [label="${escapeDot(labelOf(task))}", ${styles[task.readiness]}];`);
  const edges = graph.edges.map(({ from, to }) => `  "${escapeDot(from)}" -> "${escapeDot(to)}";`);
  return `${["digraph tasks {", "  node [shape=box];", ...nodes, ...edges, "}"].join("\n")}\n`;
}

/** Ids of earlier programs can hold anything, so Mermaid's nodes are numbered. */
function nodeNames(graph: TaskGraph): ReadonlyMap<string, string> {
  return new Map(graph.tasks.map(({ id }, index) => [id, `n${index + 1}`]));
}

function labelOf({ id, title }: TaskGraphNode): string {
  const short = [...title].length > longestTitle ? `${[...title].slice(0, longestTitle - 1).join("")}…` : title;
  return `${id}: ${short}`;
}

/** Mermaid's own entities for all but letters, digits and harmless signs; a line break ends up as a space. */
function escapeMermaid(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replaceAll(/[^\p{L}\p{N}\p{M} .,:…_-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}

function escapeDot(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
