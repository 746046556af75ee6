// The MCP server over HTTP for tests: starts it, opens a session, calls tools.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "./command-line.ts";
import type { WireMessage, WireResult } from "./mcp-wire.ts";

export interface HttpClient {
  readonly call: (name: string, given?: unknown) => Promise<WireResult>;
  /** Ends the server; its exit code. */
  readonly close: () => Promise<number | null>;
}

const token = "a-token-that-tests-alone-know";

/** A server of its own in a folder, and one session with it. */
export async function startHttpClient(folder: string): Promise<HttpClient> {
  const environment = { PATH: process.env.PATH ?? "", HOME: folder, XDG_CACHE_HOME: join(folder, "..", "cache"), GIT_CONFIG_NOSYSTEM: "1", ASSAY_MCP_TOKEN: token };
  const child = spawn(process.execPath, [join(projectRoot, "dist", "assay.js"), "mcp", "--http", "--port", "0"], { cwd: folder, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(said)));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /listening on (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json, text/event-stream" };
  let lastId = 0;
  const post = async (message: Record<string, unknown>): Promise<{ readonly response: Response; readonly text: string }> => {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
    return { response, text: await response.text() };
  };
  const { response } = await post({ id: ++lastId, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "web", version: "1" } } });
  headers["mcp-session-id"] = response.headers.get("mcp-session-id")!;
  headers["mcp-protocol-version"] = "2025-11-25";
  await post({ method: "notifications/initialized" });
  return {
    call: async (name, given) => {
      const id = ++lastId;
      const { text } = await post({ id, method: "tools/call", params: { name, arguments: given } });
      const messages = text.startsWith("{") ? [text] : [...text.matchAll(/^data: (\{.*\})$/gm)].map((match) => match[1]!);
      const answer = messages.map((line) => JSON.parse(line) as WireMessage).find((message) => message.id === id);
      if (answer?.result === undefined) throw new Error(answer?.error?.message ?? text);
      return answer.result;
    },
    close: async () => {
      const ended = once(child, "exit") as Promise<[number | null]>;
      child.kill("SIGTERM");
      return (await ended)[0];
    },
  };
}
