// A client of the MCP server that writes the protocol's lines itself, so that tests see and send exactly what they mean to.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./command-line.ts";

export interface WireMessage {
  readonly id?: number | string | null;
  readonly method?: string;
  // Tests read what the protocol answers without its types.
  readonly params?: Record<string, unknown>;
  readonly result?: WireResult;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export interface WireResult {
  readonly content?: readonly { readonly type: string; readonly text?: string; readonly uri?: string }[];
  readonly structuredContent?: Readonly<Record<string, never>> & { readonly [field: string]: unknown };
  readonly isError?: boolean;
  readonly _meta?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface WireClient {
  readonly child: ChildProcessWithoutNullStreams;
  /** Everything that came without being an answer to {@link WireClient.ask}. */
  readonly notifications: readonly WireMessage[];
  readonly errorText: () => string;
  /** Sends a request; answers with the whole message. */
  readonly ask: (method: string, params?: unknown) => Promise<WireMessage>;
  /** Sends a request and tells its id, so that it can be cancelled. */
  readonly begin: (method: string, params?: unknown) => { readonly id: number; readonly answer: Promise<WireMessage> };
  /** Calls a tool; throws where the protocol itself refuses. */
  readonly call: (name: string, given?: unknown) => Promise<WireResult>;
  readonly send: (text: string) => void;
  readonly notify: (method: string, params?: unknown) => void;
  /** Closes standard input and waits for the end. */
  readonly close: () => Promise<number | null>;
}

const longestWaitMs = 120_000;

/** Starts `assay mcp` in a folder and shakes hands. */
export async function startServer(folder: string, words: readonly string[] = [], environment: Record<string, string> = {}): Promise<WireClient> {
  return startCommand(process.execPath, [join(projectRoot, "dist", "assay.js"), "mcp", ...words], folder, environment);
}

/** The same for any command that serves over standard input and output. */
export async function startCommand(command: string, words: readonly string[], folder: string, environment: Record<string, string> = {}): Promise<WireClient> {
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, XDG_CACHE_HOME: join(folder, "..", "cache"), GIT_CONFIG_NOSYSTEM: "1", ...environment },
    stdio: "pipe",
  });
  // Each request that waits listens for the end.
  child.setMaxListeners(0);
  const client = attach(child);
  const { error } = await client.ask("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "wire", version: "1" } });
  if (error !== undefined) throw new Error(error.message);
  client.notify("notifications/initialized");
  return client;
}

function attach(child: ChildProcessWithoutNullStreams): WireClient {
  const waiting = new Map<number, (message: WireMessage) => void>();
  const notifications: WireMessage[] = [];
  let errorText = "";
  let rest = "";
  let lastId = 0;
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errorText += chunk;
  });
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // A line that is no JSON fails the test that is running: nothing but the protocol may come.
      const message = JSON.parse(line) as WireMessage;
      const resolve = typeof message.id === "number" && message.method === undefined ? waiting.get(message.id) : undefined;
      if (resolve === undefined) notifications.push(message);
      else resolve(message);
    }
  });
  child.stdin.on("error", () => undefined);
  const write = (message: unknown): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  const begin: WireClient["begin"] = (method, params) => {
    const id = ++lastId;
    const answer = new Promise<WireMessage>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer to ${method}. ${errorText}`)), longestWaitMs);
      waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
      child.once("exit", () => {
        clearTimeout(timer);
        reject(new Error(`The server ended before it answered ${method}. ${errorText}`));
      });
    });
    // A test that cancels never looks at the answer.
    answer.catch(() => undefined);
    write({ jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) });
    return { id, answer };
  };
  return {
    child,
    notifications,
    errorText: () => errorText,
    begin,
    ask: (method, params) => begin(method, params).answer,
    call: async (name, given) => {
      const { result, error } = await begin("tools/call", { name, ...(given === undefined ? {} : { arguments: given }) }).answer;
      if (result === undefined) throw new Error(error?.message);
      return result;
    },
    send: (text) => void child.stdin.write(text),
    notify: (method, params) => write({ jsonrpc: "2.0", method, ...(params === undefined ? {} : { params }) }),
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
        child.once("exit", (code) => resolve(code));
        child.stdin.end();
      }),
  };
}

/** The text of a result's content. */
export function textOf(result: WireResult): string {
  return (result.content ?? []).map(({ text, uri }) => text ?? uri ?? "").join("\n");
}
