// Arguments of the tools that run code, and the ways in which such servers usually spell them.

import { z } from "zod";
import { readDuration, readSize } from "../model/quantities.ts";
import { maxTokens } from "./fields.ts";
import type { Alias } from "./tool.ts";

const sqlValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What any run may be given. */
export const runFields = {
  timeoutMs: z.number().int().positive().optional().describe("milliseconds (also: timeout, as 30s or 500ms; a bare number is seconds up to 600, milliseconds above)"),
  memoryBytes: z.number().int().positive().optional().describe("bytes (also: memory, as 256MB)"),
  workingDirectory: z.string().min(1).max(4000).optional().describe("a folder of the project; the run works in a private copy of it (also: cwd)"),
  environment: z.record(z.string(), z.string()).optional().describe("environment entries (also: env)"),
  stdin: z.string().optional().describe("what the program reads from standard input (also: input)"),
  arguments: z.array(z.string()).max(1000).optional().describe("the program's arguments (also: args)"),
  files: z
    .array(z.object({ path: z.string(), content: z.string() }))
    .max(1000)
    .optional()
    .describe("files placed in the working directory before the run"),
  networkHosts: z.array(z.string()).max(100).optional().describe("hosts that the run may reach, of those that the operator allows; none by default"),
  diff: z.boolean().optional().describe("return the changes to the working directory as a diff"),
  taskId: z.string().max(200).optional().describe("the task that this run belongs to"),
  maxTokens,
};

export const packagesField = z.array(z.string().min(1).max(300)).max(50).optional().describe("packages that the code needs, installed apart from the run (also: requirements)");

export const sqlFields = {
  parameters: z.union([z.array(sqlValue), z.record(z.string(), sqlValue)]).optional().describe("SQL: values bound in order or by name"),
  database: z.string().max(1000).optional().describe("SQL: a database file inside the working directory; in memory by default"),
};

/** Above this a bare number cannot mean seconds: no policy's ceiling reaches that far by default. */
const mostSeconds = 600;

function readTimeout(value: unknown): unknown {
  if (typeof value === "number" || (typeof value === "string" && /^\s*\d+(?:\.\d+)?\s*$/.test(value))) {
    const amount = Number(value);
    return Math.round(amount <= mostSeconds ? amount * 1000 : amount);
  }
  return typeof value === "string" ? (readDuration(value) ?? value) : value;
}

function readSeconds(value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1000) : value;
}

function readMegabytes(value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1024 * 1024) : value;
}

function readMemory(value: unknown): unknown {
  return typeof value === "string" ? (readSize(value) ?? value) : value;
}

/** A list, or the text of a requirements file: one a line, or separated by commas or blanks. */
function readPackages(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const lines = value.split("\n").map((line) => line.replace(/(^|\s)#.*$/, "").trim());
  return lines.flatMap((line) => (/[<>=~!;@]/.test(line) ? line.split(/\s*,\s*(?=[A-Za-z])/) : line.split(/[\s,]+/))).filter((name) => name !== "");
}

function readEnvironment(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const pairs = value.map((entry) => /^([^=]+)=(.*)$/s.exec(String(entry)));
  return pairs.every((pair) => pair !== null) ? Object.fromEntries(pairs.map((pair) => [pair[1], pair[2]])) : value;
}

export const runAliases: Readonly<Record<string, Alias | string>> = {
  timeout: { argument: "timeoutMs", read: readTimeout },
  timeoutSeconds: { argument: "timeoutMs", read: readSeconds },
  timeoutSecs: { argument: "timeoutMs", read: readSeconds },
  memory: { argument: "memoryBytes", read: readMemory },
  memoryLimit: { argument: "memoryBytes", read: readMemory },
  memoryMb: { argument: "memoryBytes", read: readMegabytes },
  cwd: "workingDirectory",
  workdir: "workingDirectory",
  workingDir: "workingDirectory",
  env: { argument: "environment", read: readEnvironment },
  envVars: { argument: "environment", read: readEnvironment },
  environmentVariables: { argument: "environment", read: readEnvironment },
  input: "stdin",
  args: "arguments",
  task: "taskId",
};

export const packageAliases: Readonly<Record<string, Alias | string>> = {
  requirements: { argument: "packages", read: readPackages },
  dependencies: { argument: "packages", read: readPackages },
};

export const codeAliases: Readonly<Record<string, Alias | string>> = { script: "code", source: "code" };
