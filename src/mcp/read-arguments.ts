// Reads a call's arguments: other spellings become the documented ones, then the tool's schema decides.

import type { z } from "zod";
import { AssayError } from "../model/errors.ts";
import type { Alias, Tool } from "./tool.ts";

/** Arguments beyond this are refused before anything is done with them. */
const mostArguments = 100;

/** The arguments as the tool's `run` takes them. Throws `usage`, naming each wrong argument and the known ones. */
export function readArguments(tool: Tool, given: unknown): z.output<Tool["input"]> {
  const named = renameArguments(tool, given ?? {});
  const parsed = tool.input.safeParse(named);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => describeIssue(issue));
  throw wrongArguments(tool, `${tool.name}: ${problems.join("; ")}.`);
}

function renameArguments(tool: Tool, given: unknown): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw wrongArguments(tool, "The arguments are no object.");
  const entries = Object.entries(given);
  if (entries.length > mostArguments) throw wrongArguments(tool, `${entries.length} arguments are too many.`);
  const named = new Map<string, { readonly value: unknown; readonly written: string }>();
  for (const [written, value] of entries) {
    // Clients that fill in every field send null for what is left out.
    if (value === null || value === undefined) continue;
    const { argument, read } = resolveName(tool, written);
    const earlier = named.get(argument);
    if (earlier !== undefined) throw wrongArguments(tool, `\`${earlier.written}\` and \`${written}\` say the same thing: give one of them.`);
    named.set(argument, { value: read === undefined ? value : read(value), written });
  }
  return Object.fromEntries([...named].map(([argument, { value }]) => [argument, value]));
}

function resolveName(tool: Tool, written: string): Alias {
  const name = toCamelCase(written);
  const alias = tool.aliases !== undefined && Object.hasOwn(tool.aliases, name) ? tool.aliases[name] : undefined;
  if (alias === undefined && Object.hasOwn(tool.input.shape, name)) return { argument: name };
  if (alias === undefined) throw wrongArguments(tool, `${tool.name} has no argument ${JSON.stringify(written.slice(0, 60))}.`);
  return typeof alias === "string" ? { argument: alias } : alias;
}

/** `working_directory` and `working-directory` as `workingDirectory`. */
export function toCamelCase(name: string): string {
  return name.replace(/[_-]+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? "the arguments" : `\`${issue.path.join(".")}\``;
  return `${place}: ${issue.message.slice(0, 300)}`;
}

function wrongArguments(tool: Tool, message: string): AssayError {
  return new AssayError({ code: "usage", message, nextStep: `Arguments of ${tool.name}: ${Object.keys(tool.input.shape).join(", ")}.` });
}
