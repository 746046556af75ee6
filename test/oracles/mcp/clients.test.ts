// Every tool through both transports, by the clients that real agents use: the newer one in both eras, and the older one.

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { Client as NewClient, StreamableHTTPClientTransport as NewHttp } from "@modelcontextprotocol/client";
import { StdioClientTransport as NewStdio } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as OldHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSandbox, projectRoot } from "../../support/command-line.ts";
import { cancelledUses, fillIn, flawed, idIn, type KeptIds, rightUses, usedFiles, wrongUses } from "../../support/mcp-uses.ts";
import { isRunning, until } from "../../support/processes.ts";

const token = "a-token-that-tests-alone-know";
const entry = join(projectRoot, "dist", "assay.js");
const sandbox = makeSandbox(usedFiles);
const environment = { PATH: process.env.PATH ?? "", HOME: sandbox.path(".."), XDG_CACHE_HOME: sandbox.path("../cache"), ASSAY_MCP_TOKEN: token };
let http: ChildProcess;
let url: URL;

beforeAll(async () => {
  sandbox.git("init", "-q");
  http = spawn(process.execPath, [entry, "mcp", "--http", "--port", "0"], { cwd: sandbox.folder, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  url = await new Promise<URL>((resolve) => {
    http.stderr!.setEncoding("utf8").on("data", (text: string) => {
      const found = /listening on (\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(new URL(found));
    });
  });
});
afterAll(async () => {
  http.kill("SIGTERM");
  await new Promise((resolve) => http.once("exit", resolve));
  sandbox.remove();
});

interface Result {
  readonly isError?: boolean;
  readonly structuredContent?: unknown;
  readonly content?: unknown;
}

/** What the tests ask of any client. */
interface Driver {
  readonly listTools: () => Promise<{ tools: { name: string }[] }>;
  readonly call: (name: string, given: unknown, options?: { signal?: AbortSignal; onprogress?: (progress: { progress: number }) => void }) => Promise<Result>;
  readonly readResource: (uri: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const stdio = { command: process.execPath, args: [entry, "mcp"], cwd: sandbox.folder, env: environment, stderr: "ignore" as const };
const requestInit = { headers: { Authorization: `Bearer ${token}` } };
const info = { name: "oracle", version: "1" };

async function openNew(transport: "stdio" | "http", era: "legacy" | "modern"): Promise<Driver> {
  const client = new NewClient(info, era === "modern" ? { versionNegotiation: { mode: { pin: "2026-07-28" } } } : {});
  await client.connect(transport === "stdio" ? new NewStdio(stdio) : new NewHttp(url, { requestInit }));
  expect(client.getNegotiatedProtocolVersion()).toBe(era === "modern" ? "2026-07-28" : "2025-11-25");
  return {
    listTools: () => client.listTools(),
    call: (name, given, options) => client.callTool({ name, arguments: given as Record<string, unknown> }, options),
    readResource: (uri) => client.readResource({ uri }),
    close: () => client.close(),
  };
}

async function openOld(transport: "stdio" | "http"): Promise<Driver> {
  const client = new OldClient(info);
  await client.connect(transport === "stdio" ? new OldStdio(stdio) : new OldHttp(url, { requestInit }));
  return {
    listTools: () => client.listTools(),
    call: (name, given, options) => client.callTool({ name, arguments: given as Record<string, unknown> }, undefined, options) as Promise<Result>,
    readResource: (uri) => client.readResource({ uri }),
    close: () => client.close(),
  };
}

const drivers: readonly (readonly [name: string, open: () => Promise<Driver>])[] = [
  ["the newer client, 2026-07-28, stdio", () => openNew("stdio", "modern")],
  ["the newer client, 2026-07-28, HTTP", () => openNew("http", "modern")],
  ["the newer client, 2025-11-25, stdio", () => openNew("stdio", "legacy")],
  ["the newer client, 2025-11-25, HTTP", () => openNew("http", "legacy")],
  ["the older client, stdio", () => openOld("stdio")],
  ["the older client, HTTP", () => openOld("http")],
];

describe.each(drivers)("%s", (title, open) => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await open();
    // Clients check results against the output schemas that they were told.
    const { tools } = await driver.listTools();
    expect(new Set(rightUses.map(([name]) => name))).toEqual(new Set(tools.map(({ name }) => name)));
  });
  afterAll(() => driver.close());

  const kept: KeptIds = new Map();
  it.each(rightUses.map(([tool, given, expected, keepAs = ""]) => [tool, given, expected, keepAs] as const))("%s %j", async (tool, given, expected, keepAs) => {
    const result = await driver.call(tool, fillIn(given, kept));
    if (keepAs !== "") kept.set(keepAs, idIn(result.structuredContent));
    expect(result.isError ?? false).toBe(false);
    expect(result.structuredContent).toMatchObject(fillIn(expected, kept));
  });

  it.each(wrongUses)("%s %j: %s", async (tool, given, code, said) => {
    const result = await driver.call(tool, given);
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain(`"${code}: `);
    expect(JSON.stringify(result.content)).toContain(said);
  });

  it("cancels: the run's processes end, and the server goes on", async () => {
    const mark = `cancel-${title.replace(/\W+/g, "-")}-${process.pid}`;
    const cancel = new AbortController();
    const answer = driver.call("execute_bash_command", { command: `exec -a ${mark} sleep 60`, timeout: "60s" }, { signal: cancel.signal });
    const refused = expect(answer).rejects.toThrow();
    await until(() => isRunning(mark));
    cancel.abort();
    await refused;
    await until(async () => !(await isRunning(mark)));
    await until(async () => JSON.stringify((await driver.call("get_execution_history", { status: "cancelled" })).structuredContent).includes(mark));
    expect((await driver.call("execute_bash_command", { command: "echo on" })).structuredContent).toMatchObject({ stdout: "on\n" });
  });

  it.each(cancelledUses)("gives up %s, and the server goes on", async (tool, given) => {
    const mark = `given-up-${tool}-${title.replace(/\W+/g, "-")}-${process.pid}`;
    const cancel = new AbortController();
    const answer = driver.call(tool, given(mark), { signal: cancel.signal }).then(() => "answered", () => "given up");
    cancel.abort();
    expect(await answer).toBe("given up");
    expect((await driver.call("scan_security", { code: flawed, language: "python" })).structuredContent).toMatchObject({ total: 1 });
    await until(async () => !(await isRunning(mark)));
  });

  it("follows progress", async () => {
    const told: number[] = [];
    await driver.call("execute_bash_command", { command: "sleep 2.3" }, { onprogress: ({ progress }) => told.push(progress) });
    expect(told.length).toBeGreaterThanOrEqual(2);
  });

  it("reads resources, and hears why one cannot be read", async () => {
    expect(JSON.stringify(await driver.readResource("assay://rules/python/sql-injection"))).toContain("SQL");
    await expect(driver.readResource("assay://nothing")).rejects.toThrow("names no resource");
  });
});
