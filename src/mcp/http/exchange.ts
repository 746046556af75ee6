// Translates between Node's requests and responses and those of the web standard, within limits.

import type { IncomingMessage, ServerResponse } from "node:http";

/** A client that takes nothing for this long is let go. */
const slowestClientMs = 60_000;
/** How much of a refused request is still taken, and for how long: who is cut off while sending may never read why. */
const mostDiscardedBytes = 32 << 20;
const longestDiscardMs = 2_000;

/** The whole body, or undefined where it is larger than it may be. Throws where the client goes meanwhile. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `signal` tells that the client has gone. */
export function toWebRequest(request: IncomingMessage, body: Buffer, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const part of Array.isArray(value) ? value : value === undefined ? [] : [value]) headers.append(name, part);
  }
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  return new Request(new URL(request.url ?? "/", "http://localhost"), {
    method: request.method ?? "GET",
    headers,
    signal,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}

/** Sends a response as fast as the client takes it, and stops making it when the client has gone. */
export async function sendResponse(response: Response, target: ServerResponse): Promise<void> {
  target.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void target.end();
  const reader = response.body.getReader();
  const stop = (): void => void reader.cancel().catch(() => undefined);
  target.once("close", stop);
  // What is not yet a whole event is not held back.
  target.flushHeaders();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || target.destroyed) break;
      if (!target.write(value)) await drained(target);
    }
  } finally {
    target.off("close", stop);
    target.end();
  }
}

function drained(target: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      target.off("drain", end);
      target.off("close", end);
      resolve();
    };
    const timer = setTimeout(() => target.destroy(), slowestClientMs);
    target.once("drain", end);
    target.once("close", end);
  });
}

/** An answer in the protocol's form to a request that is turned away. The connection ends. */
export function sendRefusal(target: ServerResponse, { status, message, headers }: { status: number; message: string; headers?: Readonly<Record<string, string>> }): void {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", error: { code: -32_000, message }, id: null }));
  target.writeHead(status, { "Content-Type": "application/json", "Content-Length": body.length, Connection: "close", ...headers });
  target.write(body);
  discardRest(target.req, () => target.end());
}

/** Reads on and throws away, within bounds: a connection that is closed over unread bytes takes the answer with it. */
function discardRest(request: IncomingMessage, done: () => void): void {
  let discardedBytes = 0;
  const finish = (): void => {
    clearTimeout(timer);
    for (const event of ["end", "close", "error"]) request.off(event, finish);
    request.off("data", count);
    done();
  };
  const count = (chunk: Buffer): void => {
    discardedBytes += chunk.length;
    if (discardedBytes > mostDiscardedBytes) finish();
  };
  const timer = setTimeout(finish, longestDiscardMs);
  if (request.readableEnded || request.destroyed) return finish();
  for (const event of ["end", "close", "error"]) request.once(event, finish);
  request.on("data", count);
}
