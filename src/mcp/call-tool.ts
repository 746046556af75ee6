// Calls one tool: arguments in, a result of the protocol out. Every failure becomes a result that says what mends it.

import { AssayError } from "../model/errors.ts";
import { defaultMaxTokens, fitReply } from "./budget.ts";
import { readArguments } from "./read-arguments.ts";
import type { CallContext, Reply, ReplyLink, Tool } from "./tool.ts";

/** What `tools/call` answers; plain data. */
export interface ToolResult {
  readonly [field: string]: unknown;
  readonly content: readonly Content[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: boolean;
  readonly _meta?: Record<string, unknown>;
}

type Content =
  | { readonly type: "text"; readonly text: string }
  | ({ readonly type: "resource_link" } & ReplyLink);

/** Never throws but for a cancelled call, which nobody waits for. */
export async function callTool(tool: Tool, given: unknown, context: CallContext): Promise<ToolResult> {
  try {
    const input = readArguments(tool, given);
    const { maxTokens } = input;
    return toResult(fitReply(await tool.run(context, input), typeof maxTokens === "number" ? maxTokens : defaultMaxTokens));
  } catch (error) {
    if (context.signal.aborted) throw error;
    if (error instanceof AssayError) return refusal(error);
    return refusal(new AssayError({ code: "internal", message: "An internal error; please report it.", nextStep: describe(error), cause: error }));
  }
}

function toResult({ data, text, links, isError }: Reply<Record<string, unknown>>): ToolResult {
  return {
    content: [{ type: "text", text }, ...(links ?? []).map((link) => ({ type: "resource_link" as const, ...link }))],
    structuredContent: data,
    ...(isError === true ? { isError: true } : {}),
  };
}

/** A refusal has no data: it would have to fit the tool's output schema. The code stands in the text and beside it. */
export function refusal(error: AssayError): ToolResult {
  const { code, message, nextStep } = error;
  return {
    content: [{ type: "text", text: `${code}: ${message}${nextStep === undefined ? "" : `\n${nextStep}`}` }],
    isError: true,
    _meta: { "assay/error": { code, message, nextStep: nextStep ?? null } },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error).slice(0, 500);
}
