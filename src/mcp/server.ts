// One connection's server of the protocol library: what is asked in the protocol's words is answered by the door.

import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, Server, type ServerContext } from "@modelcontextprotocol/server";
import { AssayError } from "../model/errors.ts";
import { toolVersion } from "../model/version.ts";
import { callTool } from "./call-tool.ts";
import type { Door } from "./door.ts";
import { prompts } from "./prompts/registry.ts";
import { listedResources, listedTemplates } from "./resources/registry.ts";

const instructions = [
  "Assay finds what is wrong in code (Python, JavaScript, TypeScript, Bash, SQL), how much it matters, and runs code in a sandbox.",
  "Name paths rather than sending contents. Replies are held to maxTokens: where `truncated` is true, send `nextCursor` back with the same arguments.",
  "What is run and found is kept: pass taskId to tie it to a task, look it up with get_execution_history and get_analysis_results.",
  "A typical round: analyze_code_quality and scan_security on the changed paths, explain_rule for what is not clear, mend, execute_bash_command to run the tests, scan again; update_task when it is done.",
].join(" ");

/** Prepares the server of one connection; `client` names it where several share the process. */
export function createServer(door: Door, client: string): Server {
  const server = new Server(
    { name: "assay", title: "Assay", version: toolVersion },
    { capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} }, instructions },
  );
  handleTools(server, door, client);
  handleResources(server, door);
  handlePrompts(server);
  // Loaded when they are asked for: a handshake needs neither rules nor store.
  server.setRequestHandler("completion/complete", async ({ params }) => ({ completion: await (await import("./complete.ts")).complete(door.services, params) }));
  return server;
}

function handleTools(server: Server, door: Door, client: string): void {
  const tools = [...door.tools.values()].map(({ listed }) => listed);
  server.setRequestHandler("tools/list", () => ({ tools }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const entry = door.tools.get(params.name);
    if (entry === undefined) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool ${JSON.stringify(params.name.slice(0, 100))}. Known: ${[...door.tools.keys()].join(", ")}.`);
    }
    const tool = await door.loadTool(entry);
    const { signal } = context.mcpReq;
    const progress = createProgress(context);
    const result = await callTool(tool, params.arguments, { services: door.services, signal, client, onProgress: progress.tell });
    await progress.delivered();
    return server.projectCallToolResult(result as Parameters<Server["projectCallToolResult"]>[0], entry.listed.outputSchema);
  });
}

interface Progress {
  /** Undefined where the client gave no token. */
  readonly tell: ((progress: number, total: number | undefined, message: string) => void) | undefined;
  /** Resolves when all that was told is on its way: what comes behind the answer speaks of a request that is over. */
  readonly delivered: () => Promise<unknown>;
}

function createProgress({ mcpReq }: ServerContext): Progress {
  const progressToken = mcpReq._meta?.progressToken;
  const sent: Promise<void>[] = [];
  if (progressToken === undefined) return { tell: undefined, delivered: () => Promise.resolve() };
  return {
    tell: (progress, total, message) => {
      const params = { progressToken, progress, message, ...(total === undefined ? {} : { total }) };
      // A client that has gone needs no progress.
      sent.push(mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined));
    },
    delivered: () => Promise.all(sent),
  };
}

function handleResources(server: Server, door: Door): void {
  server.setRequestHandler("resources/list", () => ({ resources: [...listedResources] }));
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: [...listedTemplates] }));
  server.setRequestHandler("resources/read", async ({ params }) => {
    try {
      const { readResource } = await import("./resources/read-resource.ts");
      return { contents: [await readResource(door.services, params.uri)] };
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      throw new ResourceNotFoundError(params.uri, `${error.message} ${error.nextStep ?? ""}`.trim());
    }
  });
}

function handlePrompts(server: Server): void {
  server.setRequestHandler("prompts/list", () => ({ prompts: [...prompts.values()].map(({ listed }) => listed) }));
  server.setRequestHandler("prompts/get", ({ params }) => {
    const prompt = prompts.get(params.name);
    if (prompt === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt. Known: ${[...prompts.keys()].join(", ")}.`);
    const given = params.arguments ?? {};
    const missing = prompt.listed.arguments.find(({ name, required }) => required && (given[name] ?? "") === "");
    if (missing !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `The prompt ${params.name} needs the argument \`${missing.name}\`.`);
    return { description: prompt.listed.description, messages: [{ role: "user" as const, content: { type: "text" as const, text: prompt.write(given) } }] };
  });
}
