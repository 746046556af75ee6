// The shape of a tool: one record a file, free of the protocol library.

import type { z } from "zod";
import type { ServerServices } from "../api/server-services.ts";

/** What an operator switches on or off as one. */
export const toolsets = ["analysis", "execution", "tasks", "history", "rules", "policy"] as const;
export type Toolset = (typeof toolsets)[number];

/** What a call does to the world: clients decide by it whether to ask their user. */
export type Effect =
  /** Answers a question. */
  | "reads"
  /** Adds or changes records of the store; nothing is lost. */
  | "records"
  /** Removes records, or runs code. */
  | "destroys";

/** One alias: the argument that it stands for, and how its value is read where that differs. */
export interface Alias {
  readonly argument: string;
  readonly read?: (value: unknown) => unknown;
}

/** What a call is made with. */
export interface CallContext {
  readonly services: ServerServices;
  readonly signal: AbortSignal;
  /** Who asks; runs of several clients take turns. */
  readonly client: string;
  /** Present where the client asked to hear of progress. */
  readonly onProgress?: ((progress: number, total: number | undefined, message: string) => void) | undefined;
}

/** A whole that the reply only names. */
export interface ReplyLink {
  readonly uri: string;
  readonly name: string;
  readonly mimeType: string;
}

export interface Reply<Output> {
  /** What the tool's output schema describes. */
  readonly data: Output;
  /** The same for reading, short. */
  readonly text: string;
  readonly links?: readonly ReplyLink[];
  /** True where what was asked for did not come about, though there is something to show. */
  readonly isError?: boolean;
}

export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly toolset: Toolset;
  /** For the model that chooses: what it is for, and when to use another. */
  readonly description: string;
  readonly effect: Effect;
  /** True where a second equal call changes nothing more. */
  readonly isIdempotent: boolean;
  /** True where a call may reach beyond this machine. */
  readonly isOpenWorld?: boolean;
  readonly input: Input;
  readonly output: Output;
  /** Other names for arguments, in camel case; snake case is understood everywhere. An argument's own name tells how its usual values are read. */
  readonly aliases?: Readonly<Record<string, Alias | string>>;
  readonly run: (context: CallContext, input: z.output<Input>) => Promise<Reply<z.input<Output>>>;
}

/** A tool as `tools/list` answers it. */
export interface ListedTool {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: "object"; readonly [field: string]: unknown };
  readonly outputSchema: { readonly type: "object"; readonly [field: string]: unknown };
  readonly annotations: Readonly<Record<string, unknown>>;
}

export interface CatalogEntry {
  readonly toolset: Toolset;
  readonly effect: Effect;
  readonly load: () => Promise<Tool>;
  readonly listed: ListedTool;
}

/** Checks an entry's types against each other and forgets them, so that entries of all kinds stand in one list. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(tool: Tool<Input, Output>): Tool {
  // `run` is only ever called with what `input` answered (read-arguments.ts).
  return tool as unknown as Tool;
}
