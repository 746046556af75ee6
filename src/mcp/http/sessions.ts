// Keeps the sessions of clients of the older era: each has a server and a transport of its own until it ends or lies idle.

import { randomUUID } from "node:crypto";
import { type Server, WebStandardStreamableHTTPServerTransport, isInitializeRequest } from "@modelcontextprotocol/server";
import { RecentEvents } from "./recent-events.ts";

const mostSessions = 200;
const longestIdleMs = 30 * 60_000;
/** What clients are told to wait before they come back to a broken stream. */
const reconnectAfterMs = 1_000;
const lookAtIdleEveryMs = 60_000;

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly server: Server;
  openRequests: number;
  lastUsed: number;
}

export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #createServer: (client: string) => Server;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(createServer: (client: string) => Server, now: () => number = Date.now) {
    this.#createServer = createServer;
    this.#now = now;
    this.#timer = setInterval(() => void this.endIdle(), lookAtIdleEveryMs).unref();
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** `isServed` resolves when the response has been sent, or its client has gone. */
  async handle(request: Request, parsedBody: unknown, isServed: Promise<void>): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id === null && isOpening(parsedBody)) return this.#open(request, parsedBody);
    if (id === null) return refuse(400, "This request needs an Mcp-Session-Id: send initialize first.");
    const session = this.#sessions.get(id);
    if (session === undefined) return refuse(404, "There is no such session; it may have lain idle too long. Send initialize again.");
    session.openRequests++;
    void isServed.then(() => {
      session.openRequests--;
      session.lastUsed = this.#now();
    });
    return session.transport.handleRequest(request, { parsedBody });
  }

  async endIdle(): Promise<void> {
    const before = this.#now() - longestIdleMs;
    const idle = [...this.#sessions].filter(([, session]) => session.openRequests === 0 && session.lastUsed < before);
    await Promise.all(idle.map(([id]) => this.#end(id)));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#sessions.keys()].map((id) => this.#end(id)));
  }

  async #open(request: Request, parsedBody: unknown): Promise<Response> {
    if (this.#sessions.size >= mostSessions && !(await this.#endOldest())) return refuse(503, "Too many sessions are open.");
    const id = randomUUID();
    const server = this.#createServer(id);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore: new RecentEvents(),
      retryInterval: reconnectAfterMs,
      onsessioninitialized: () => void this.#sessions.set(id, { transport, server, openRequests: 0, lastUsed: this.#now() }),
      onsessionclosed: () => this.#end(id),
    });
    await server.connect(transport);
    return transport.handleRequest(request, { parsedBody });
  }

  /** Closing the server cancels what its client had asked for. */
  async #end(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    await session?.server.close();
  }

  async #endOldest(): Promise<boolean> {
    const unused = [...this.#sessions].filter(([, session]) => session.openRequests === 0);
    const oldest = unused.sort(([, left], [, right]) => left.lastUsed - right.lastUsed)[0];
    if (oldest === undefined) return false;
    await this.#end(oldest[0]);
    return true;
  }
}

function isOpening(body: unknown): boolean {
  return Array.isArray(body) ? body.some((message) => isInitializeRequest(message)) : isInitializeRequest(body);
}

function refuse(status: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", error: { code: -32_000, message }, id: null }, { status });
}
