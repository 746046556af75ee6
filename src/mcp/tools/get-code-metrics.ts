// The tool `get_code_metrics`: every figure, per function, class, file and for the project.

import { z } from "zod";
import { measureSelection } from "../../api/inspect-code.ts";
import { estimateJson, pageWithin } from "../budget.ts";
import { codeSelection, cursor, maxTokens, pageFields, selectionAliases } from "../fields.ts";
import { projectSchema, rowSchema, tellClass, tellFile, tellFunction, tellProject } from "../metrics-reply.ts";
import { defineTool } from "../tool.ts";

type Row = z.input<typeof rowSchema>;

const orders = ["cognitive", "cyclomatic", "maintainability", "lines", "nesting", "parameters"] as const;

/** What each order ranks by; the worst first. */
const rankOf: Readonly<Record<(typeof orders)[number], (row: Row) => number>> = {
  cognitive: (row) => row.cognitive,
  cyclomatic: (row) => row.cyclomatic,
  maintainability: (row) => 100 - (row.maintainabilityIndex ?? 100),
  lines: (row) => row.lines?.code ?? 0,
  nesting: (row) => row.nesting ?? 0,
  parameters: (row) => row.parameters ?? 0,
};

export const getCodeMetrics = defineTool({
  name: "get_code_metrics",
  title: "Measure code",
  toolset: "analysis",
  description:
    "Measures code or files of the project: lines, cyclomatic and cognitive complexity, nesting, parameters, Halstead's figures, maintainability index, on request duplication; sums for the whole and one row a function, class or file, the worst first.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    code: codeSelection.code,
    language: codeSelection.language,
    fileName: codeSelection.fileName,
    paths: codeSelection.paths,
    per: z.enum(["function", "class", "file"]).default("function").describe("what one row is"),
    sortBy: z.enum(orders).default("cognitive"),
    duplication: z.boolean().default(false).describe("with paths: looks for clones too"),
    cursor,
    maxTokens,
  }),
  aliases: selectionAliases,
  output: z.object({ project: projectSchema, ...pageFields, rows: z.array(rowSchema), skipped: z.number().int().describe("files that could not be measured") }),
  run: async (context, input) => {
    const report = await measureSelection(context.services, input, { signal: context.signal, hasDuplication: input.duplication });
    const rows = report.files.flatMap((file): Row[] => {
      if (input.per === "file") return [tellFile(file)];
      if (input.per === "class") return file.classes.map((entry) => tellClass(file.path, entry));
      return file.functions.map((entry) => tellFunction(file.path, entry));
    });
    rows.sort((left, right) => rankOf[input.sortBy](right) - rankOf[input.sortBy](left) || comparePlaces(left, right));
    const project = tellProject(report.project);
    const tell = (row: Row): { data: Row; line: string } => ({ data: row, line: lineOf(row) });
    const page = pageWithin({ items: rows, tell, cursor: input.cursor, maxTokens: input.maxTokens, taken: estimateJson(project) + 200 });
    const head = `${project.files} files, ${project.lines.code} lines of code, ${project.functions} functions; maintainability ${project.maintainabilityIndex}.`;
    return {
      data: {
        project,
        total: page.total,
        truncated: page.isTruncated,
        ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
        rows: [...page.items],
        skipped: report.skipped.length,
      },
      text: [head, ...page.lines, ...(page.isTruncated ? [`${page.items.length} of ${page.total} rows shown.`] : [])].join("\n"),
    };
  },
});

function comparePlaces(left: Row, right: Row): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return (left.startLine ?? 0) - (right.startLine ?? 0);
}

function lineOf({ path, name, startLine, cognitive, cyclomatic, lines }: Row): string {
  const place = startLine === undefined ? path : `${path}:${startLine} ${name ?? ""}`;
  return `${place}: cognitive ${cognitive}, cyclomatic ${cyclomatic}, ${lines?.code ?? 0} lines`;
}
