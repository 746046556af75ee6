// Listens for requests of both eras of the protocol and hands each to what serves it.

import { type IncomingMessage, type Server as HttpServer, type ServerResponse, createServer as createHttpServer } from "node:http";
import { type McpHttpHandler, type Server, createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import { readBody, sendRefusal, sendResponse, toWebRequest } from "./exchange.ts";
import { type GuardSettings, checkRequest, healthPath } from "./guard.ts";
import { Sessions } from "./sessions.ts";

export interface HttpSettings extends GuardSettings {
  readonly bodyBytes: number;
  readonly log: (line: string) => void;
  /** Makes the server of one session, or of one request of the newer era. */
  readonly createServer: (client: string) => Server;
}

export interface Listener {
  readonly http: HttpServer;
  readonly close: () => Promise<void>;
}

/** A client that sends its headers or body more slowly than this is let go. */
const slowestHeadersMs = 10_000;
const slowestRequestMs = 60_000;
const mostConnections = 1_000;

/** Not yet listening. */
export function createListener(settings: HttpSettings): Listener {
  const sessions = new Sessions(settings.createServer);
  const onerror = (error: Error): void => settings.log(error.message.replace(/\s+/g, " ").slice(0, 300));
  const modern = createMcpHandler(() => settings.createServer("http"), { legacy: "reject", maxRequestBodySize: settings.bodyBytes, onerror });
  const http = createHttpServer((request, target) => {
    serveRequest(request, target, { settings, sessions, modern }).catch((error: unknown) => {
      settings.log(`a request failed: ${error instanceof Error ? error.message.slice(0, 300) : "unknown cause"}`);
      if (target.headersSent) target.destroy();
      else sendRefusal(target, { status: 500, message: "Internal error" });
    });
  });
  http.headersTimeout = slowestHeadersMs;
  http.requestTimeout = slowestRequestMs;
  http.maxConnections = mostConnections;
  return {
    http,
    close: async () => {
      await Promise.all([sessions.close(), modern.close()]);
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

interface Serving {
  readonly settings: HttpSettings;
  readonly sessions: Sessions;
  readonly modern: McpHttpHandler;
}

async function serveRequest(request: IncomingMessage, target: ServerResponse, { settings, sessions, modern }: Serving): Promise<void> {
  const refusal = checkRequest(request, settings);
  if (refusal !== undefined) return sendRefusal(target, refusal);
  if (request.url?.startsWith(healthPath) === true) return void target.writeHead(200, { "Content-Type": "application/json" }).end('{"status":"ok"}');
  const gone = new AbortController();
  const isServed = new Promise<void>((resolve) => {
    target.once("close", () => {
      gone.abort();
      resolve();
    });
  });
  const body = await readBody(request, settings.bodyBytes);
  if (body === undefined) return sendRefusal(target, { status: 413, message: `A request may hold ${settings.bodyBytes} bytes.` });
  const webRequest = toWebRequest(request, body, gone.signal);
  const parsed = parseBody(body);
  if (request.method === "POST" && parsed === undefined) {
    return sendRefusal(target, { status: 400, message: "Parse error: the body is not JSON." });
  }
  const isLegacy = request.method !== "POST" || (await isLegacyRequest(webRequest, parsed?.value));
  const response = isLegacy ? await sessions.handle(webRequest, parsed?.value, isServed) : await modern.fetch(webRequest, { parsedBody: parsed?.value });
  await sendResponse(response, target);
}

function parseBody(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return undefined;
  }
}
