// The MCP server over HTTP: who may come in, and what hostile or slow clients can do.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSandbox, projectRoot } from "../support/command-line.ts";

const token = "a-token-that-tests-alone-know";
const sandbox = makeSandbox({ "app.py": "eval(input())\n" });
const entry = join(projectRoot, "dist", "assay.js");
const environment = { PATH: process.env.PATH ?? "", HOME: sandbox.path(".."), XDG_CACHE_HOME: sandbox.path("../cache") };
let server: ChildProcess;
let url: URL;

async function start(words: readonly string[], extra: Record<string, string>): Promise<{ child: ChildProcess; url: URL; said: () => string }> {
  const child = spawn(process.execPath, [entry, "mcp", "--http", "--port", "0", ...words], { cwd: sandbox.folder, env: { ...environment, ...extra }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout!.on("data", (chunk: Buffer) => (said += `STDOUT ${chunk.toString()}`));
  const address = await new Promise<URL>((resolve, reject) => {
    child.once("exit", () => reject(new Error(said)));
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      const found = /listening on (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(new URL(found));
    });
  });
  return { child, url: address, said: () => said };
}

async function stop(child: ChildProcess): Promise<number | null> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  return ((await ended) as [number | null])[0];
}

beforeAll(async () => {
  ({ child: server, url } = await start(["--max-body", "64KB"], { ASSAY_MCP_TOKEN: token }));
});
afterAll(async () => {
  expect(await stop(server)).toBe(0);
  sandbox.remove();
});

const opening = { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } } };
const right = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json, text/event-stream" };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Node's own client, because `fetch` refuses to send another Host. */
function send(body: string | Buffer, headers: Record<string, string>, method = "POST", path = "/mcp"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: url.hostname, port: url.port, path, method, headers }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      incoming.once("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
      incoming.once("error", reject);
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

async function openSession(): Promise<Record<string, string>> {
  const { headers } = await send(JSON.stringify(opening), right);
  const session = { ...right, "mcp-session-id": String(headers["mcp-session-id"]), "mcp-protocol-version": "2025-11-25" };
  await send(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }), session);
  return session;
}

describe("who may come in", () => {
  it.each<readonly [title: string, headers: Record<string, string>, status: number]>([
    ["the token", {}, 200],
    ["a scheme in other letters", { authorization: `bearer ${token}` }, 200],
    ["no token", { authorization: "" }, 401],
    ["a wrong token", { authorization: "Bearer a-token-that-tests-alone-knew" }, 401],
    ["a token and more", { authorization: `Bearer ${token}x` }, 401],
    ["two tokens", { authorization: `Bearer ${token}, Bearer ${token}` }, 401],
    ["another scheme", { authorization: `Basic ${Buffer.from(`user:${token}`).toString("base64")}` }, 401],
    ["a name that was led here", { host: "evil.example" }, 403],
    ["a name that only begins like ours", { host: "localhost.evil.example" }, 403],
    ["an address that only looks local", { host: "127.0.0.1.evil.example:80" }, 403],
    ["localhost", { host: "localhost:1" }, 200],
    ["a page of another site", { origin: "https://evil.example" }, 403],
    ["a page without an origin", { origin: "null" }, 403],
    ["a page of this machine", { origin: "http://localhost:3000" }, 200],
  ])("%s: %j", async (_, headers, status) => {
    const answer = await send(JSON.stringify(opening), { ...right, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(token);
    if (status === 401) expect(answer.headers["www-authenticate"]).toContain("Bearer");
  });

  it("tells that it is up without a token, and nothing else", async () => {
    expect(await send("", {}, "GET", "/health")).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect((await send("", { host: "evil.example" }, "GET", "/health")).status).toBe(403);
    for (const path of ["/", "/mcp/..", "/admin", "/mcp2"]) expect((await send("", right, "GET", path)).status).toBe(404);
  });

  it("knows no session but those that it opened", async () => {
    for (const id of ["x", "00000000-0000-4000-8000-000000000000", "__proto__"]) {
      expect((await send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }), { ...right, "mcp-session-id": id })).status).toBe(404);
    }
    const session = await openSession();
    expect((await send("", session, "DELETE")).status).toBe(200);
    expect((await send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }), session)).status).toBe(404);
  });

  it("makes a fresh token where the operator gives none, and tells it once, on standard error", async () => {
    const other = await start([], {});
    // The token may come in a later piece of standard error than the address.
    await expect.poll(() => /Bearer (\S+)"/.exec(other.said())?.[1], { timeout: 10_000 }).toMatch(/^[\w-]{32}$/);
    const [, fresh] = /Bearer (\S+)"/.exec(other.said()) ?? [];
    const answer = await fetch(other.url, { method: "POST", headers: { ...right, authorization: `Bearer ${fresh}` }, body: JSON.stringify(opening) });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
    expect(await stop(other.child)).toBe(0);
    expect(other.said()).not.toContain("STDOUT");
  });

  it.each<readonly [words: readonly string[], said: string]>([
    [["--host", "0.0.0.0"], "reachable from other machines"],
    [["--host", "::"], "reachable from other machines"],
    [["--port", "99999"], "no port"],
    [["--max-body", "much"], "--max-body"],
    [["--token-file", "missing"], "token file"],
  ])("refuses to start with %j", (words, said) => {
    const outcome = sandbox.assay(["mcp", "--http", ...words]);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toContain(said);
  });

  it("refuses a port that is taken and a token that is short", () => {
    expect(sandbox.assay(["mcp", "--http", "--port", url.port])).toMatchObject({ code: 2, err: expect.stringContaining("EADDRINUSE") });
    expect(sandbox.assay(["mcp", "--http", "--port", "0"], { environment: { ASSAY_MCP_TOKEN: "short" } })).toMatchObject({ code: 2, err: expect.stringContaining("too short") });
  });
});

describe("hostile and slow clients", () => {
  it("refuses what is larger than it takes, told or not told before", async () => {
    const large = JSON.stringify({ ...opening, padding: "x".repeat(100_000) });
    expect((await send(large, { ...right, "content-length": String(large.length) })).status).toBe(413);
    expect((await send(large, { ...right, "transfer-encoding": "chunked" })).status).toBe(413);
    // More than fits the connection: the client is still sending when the answer comes.
    const huge = "x".repeat(8 << 20);
    expect((await send(huge, { ...right, "content-length": String(huge.length) })).status).toBe(413);
    expect((await send(huge, { ...right, "transfer-encoding": "chunked" })).status).toBe(413);
    expect((await send(huge, { ...right, authorization: "Bearer another" })).status).toBe(401);
  });

  it.each(["{", "", "null", "[]", '"text"', "[1,2]", '{"jsonrpc":"2.0"}', Buffer.from([0xff, 0xfe, 0x00]), `${"[".repeat(20_000)}${"]".repeat(20_000)}`])("answers %j with an error", async (body) => {
    const { status, text } = await send(body, right);
    expect(status).toBe(400);
    expect(text).toContain("error");
  });

  it("refuses other media types, methods and header floods", async () => {
    expect((await send(JSON.stringify(opening), { ...right, "content-type": "text/plain" })).status).toBe(415);
    expect((await send(JSON.stringify(opening), { ...right, accept: "text/html" })).status).toBe(406);
    expect((await send("", right, "PUT")).status).toBeGreaterThanOrEqual(400);
    expect((await send("", { ...right, "x-flood": "y".repeat(20_000) })).status).toBe(431);
  });

  it("serves others while clients dawdle over their requests", async () => {
    const slow = Array.from({ length: 50 }, () => {
      const socket = connect(Number(url.port), url.hostname);
      socket.on("error", () => undefined);
      socket.write(`POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"a":`);
      return socket;
    });
    const session = await openSession();
    const { text } = await send(JSON.stringify({ jsonrpc: "2.0", id: 5, method: "tools/list" }), session);
    expect(text).toContain("scan_security");
    for (const socket of slow) socket.destroy();
  });

  it("answers 200 requests in flight, each rightly", async () => {
    const session = await openSession();
    const lines = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const params = { name: "scan_security", arguments: { code: `${"\n".repeat(index)}eval(input())\n`, language: "python" } };
        const { text } = await send(JSON.stringify({ jsonrpc: "2.0", id: index + 10, method: "tools/call", params }), session);
        return Number(/"startLine":(\d+)/.exec(text)?.[1]) - 1;
      }),
    );
    expect(lines).toEqual(Array.from({ length: 200 }, (_, index) => index));
  }, 120_000);

  it("goes on when clients leave in the middle of an answer", async () => {
    const session = await openSession();
    for (let tries = 0; tries < 20; tries++) {
      const outgoing = request({ host: url.hostname, port: url.port, path: "/mcp", method: "POST", headers: session });
      outgoing.on("error", () => undefined);
      outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: 100 + tries, method: "tools/call", params: { name: "execute_bash_command", arguments: { command: "sleep 0.2; seq 100000" } } }));
      setTimeout(() => outgoing.destroy(), 50);
    }
    expect((await send(JSON.stringify({ jsonrpc: "2.0", id: 999, method: "ping" }), session)).status).toBe(200);
  });
});

describe("a terminal that is held", () => {
  it("keeps nobody waiting; what was said is shown when it is let go", async () => {
    const port = await freePort();
    const holder = spawn("python3", [join(projectRoot, "test", "support", "held_terminal.py"), process.execPath, entry, "mcp", "--http", "--port", String(port)], { cwd: sandbox.folder, env: { ...environment, ASSAY_MCP_TOKEN: token }, stdio: ["pipe", "pipe", "inherit"] });
    let said = "";
    holder.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = once(holder, "exit");
    const answer = await waitForAnswer(`http://127.0.0.1:${port}/mcp`);
    holder.stdin.end("go on\n");
    await ended;
    expect([answer, said]).toEqual([200, expect.stringMatching(/listening on http:[^]*ended 0/)]);
  });
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, "close");
  return port;
}

/** The status of the first answer; undefined where there is none for long. */
async function waitForAnswer(address: string): Promise<number | undefined> {
  for (let turn = 0; turn < 60; turn++) {
    const response = await fetch(address, { method: "POST", headers: right, body: JSON.stringify(opening), signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response !== undefined) return response.status;
    await delay(100);
  }
  return undefined;
}
