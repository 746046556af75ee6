// Arguments and results that several tools share.

import { z } from "zod";
import { defaultMaxTokens, fewestMaxTokens, mostMaxTokens } from "./budget.ts";
import type { Alias } from "./tool.ts";

export const maxTokens = z
  .number()
  .int()
  .min(fewestMaxTokens)
  .max(mostMaxTokens)
  .default(defaultMaxTokens)
  .describe("the reply is held to about this many tokens");

export const cursor = z.string().max(200).optional().describe("`nextCursor` of an earlier reply, sent with the same arguments");

export const taskId = z.string().min(1).max(200).optional().describe("the task that this belongs to");

export const severity = z.enum(["error", "warning", "info"]);
export const confidence = z.enum(["high", "medium", "low"]);
export const rating = z.enum(["A", "B", "C", "D", "E"]);

/** Code at hand, or paths of the project. */
export const codeSelection = {
  code: z.string().optional().describe("the code itself (also: script, source)"),
  language: z.string().max(40).optional().describe("python, javascript, typescript, bash, sql; needed with code"),
  fileName: z.string().max(1000).optional().describe("a name for the code, inside the project; settings for paths apply to it (also: filename)"),
  paths: z
    .array(z.string().min(1).max(4000))
    .max(1000)
    .optional()
    .describe("files and folders inside the project, instead of code; [] is the whole project (also: path, files)"),
  since: z.string().min(1).max(300).optional().describe("with paths: only files that changed since this git revision"),
};

function readList(value: unknown): unknown {
  return typeof value === "string" ? [value] : value;
}

export const selectionAliases: Readonly<Record<string, Alias | string>> = {
  script: "code",
  source: "code",
  filename: "fileName",
  lang: "language",
  path: { argument: "paths", read: readList },
  file: { argument: "paths", read: readList },
  files: { argument: "paths", read: readList },
};

/** What is common to replies with a list. */
export const pageFields = {
  total: z.number().int().describe("items in all"),
  truncated: z.boolean().describe("true where not all fit into this reply"),
  nextCursor: z.string().optional(),
};

export const place = {
  path: z.string(),
  startLine: z.number().int().describe("1-based"),
  startColumn: z.number().int().describe("1-based, in UTF-16 units"),
  endLine: z.number().int(),
  endColumn: z.number().int().describe("exclusive"),
};
