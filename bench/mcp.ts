// Measures the MCP server as its clients meet it; writes reports/mcp.md. `npm run bench:mcp` (after `npm run build`).
// Its start is compared, in turns, with a server of one tool on the bare protocol library.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer, type WireClient } from "../test/support/mcp-wire.ts";
import { executionCount, fillStore, taskCount } from "./fill-store.ts";
import { median } from "./measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const startRounds = 25;
const callRounds = 60;
const listingRounds = 15;
const inFlight = 200;
const goals = { startRatio: 1.1, scanP50Ms: 50, scanP95Ms: 150, listingMs: 50, projectSeconds: 10, ordinaryMs: 2_000, memoryMegabytes: 512 };

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly isMet: boolean;
}

const scratch = mkdtempSync(join(tmpdir(), "assay-bench-mcp-"));
const load = loadavg()[0]!.toFixed(1);
interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** In turns, so that a busy moment of the machine falls on both. */
async function measureStart(): Promise<Row[]> {
  const folder = join(scratch, "start");
  mkdirSync(folder);
  const bare: Start[] = [];
  const ours: Start[] = [];
  const empty: Start[] = [];
  for (let round = 0; round < startRounds; round++) {
    bare.push(await initialize([join(root, "bench", "bare-server.mjs")], folder));
    ours.push(await initialize([join(root, "dist", "assay.js"), "mcp"], folder));
    empty.push(await initialize(["-e", 'process.stdin.once("data", () => console.log("{}"))'], folder));
  }
  const describe = (name: keyof Start): { text: string; ratio: number } => {
    const middle = (all: readonly Start[]): number => median(all.map((one) => one[name]));
    const ratio = median(ours.map((one, index) => one[name] / bare[index]![name]));
    return { text: `${middle(ours).toFixed(0)} ms, the bare server ${middle(bare).toFixed(0)} ms, Node alone ${middle(empty).toFixed(0)} ms: ×${ratio.toFixed(2)}`, ratio };
  };
  const [wall, cpu] = [describe("wallMs"), describe("cpuMs")];
  const goal = `×${goals.startRatio}`;
  return [
    { what: `\`initialize\` from the start of the process, median of ${startRounds} pairs`, measured: wall.text, goal, isMet: wall.ratio <= goals.startRatio },
    { what: "the same, processor time", measured: cpu.text, goal, isMet: cpu.ratio <= goals.startRatio },
  ];
}

/** From the start of the process to the first line that it answers. */
function initialize(words: readonly string[], cwd: string): Promise<Start> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, words, { cwd, stdio: ["pipe", "pipe", "ignore"] });
    child.once("error", reject);
    child.stdout.once("data", () => {
      const start = { wallMs: performance.now() - startedAt, cpuMs: processorMs(child.pid!) };
      child.once("exit", () => resolve(start));
      child.kill("SIGKILL");
    });
    child.stdin.on("error", () => undefined);
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1" } } })}\n`);
  });
}

/** Of all threads that live. */
function processorMs(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]));
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
}

interface Timed {
  readonly p50: number;
  readonly p95: number;
  readonly cpuMs: number;
}

async function timeCalls(client: WireClient, rounds: number, call: (round: number) => Promise<unknown>): Promise<Timed> {
  const times: number[] = [];
  const before = processorMs(client.child.pid!);
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await call(round);
    times.push(performance.now() - start);
  }
  const cpuMs = (processorMs(client.child.pid!) - before) / rounds;
  times.sort((left, right) => left - right);
  const at = (share: number): number => times[Math.ceil(share * rounds) - 1]!;
  return { p50: at(0.5), p95: at(0.95), cpuMs };
}

const pythonFunction = (name: string): string => `def ${name}(request, items=None):
    """Collects what was asked for."""
    total = 0
    for index, item in enumerate(items or []):
        if item.price > index and item.name not in request.args:
            total += item.price * (1 + len(request.args))
        elif item.kind == "gift":
            total -= item.price
    query = "select * from orders where name = '" + request.args["${name}"] + "'"
    return run(query, total)
`;
const typescriptFunction = (name: string): string => `export async function ${name}(request: Request, items: Item[] = []): Promise<number> {
  let total = 0;
  for (const [index, item] of items.entries()) {
    if (item.price > index && !request.query[item.name]) {
      total += item.price * (1 + items.length);
    } else if (item.kind === "gift") {
      total -= item.price;
    }
  }
  await connection.query("select * from orders where name = '" + request.query.${name} + "'");
  return total;
}
`;

/** A file of about 300 lines; `round` makes each another. */
function fileOf(language: string, round: number): string {
  const one = language === "python" ? pythonFunction : typescriptFunction;
  const head = language === "python" ? "from flask import request\nfrom store import run\n\n" : 'import { connection } from "./store";\n\n';
  const count = Math.ceil(300 / one("x").split("\n").length);
  return head + Array.from({ length: count }, (_, index) => one(`part_${round}_${index}`)).join("\n");
}

async function measureScans(): Promise<Row[]> {
  const folder = join(scratch, "scans");
  mkdirSync(folder);
  const client = await startServer(folder);
  const rows: Row[] = [];
  for (const language of ["python", "typescript"]) {
    for (const tool of ["scan_security", "analyze_code_quality"]) {
      const call = (round: number): Promise<unknown> => client.call(tool, { code: fileOf(language, round), language });
      for (let round = 0; round < 20; round++) await call(-1 - round);
      const { p50, p95, cpuMs } = await timeCalls(client, callRounds, call);
      rows.push({ what: `\`${tool}\`, ${fileOf(language, 0).split("\n").length} lines of ${language}, warm, recorded`, measured: `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, processor ${cpuMs.toFixed(0)} ms`, goal: `p50 ${goals.scanP50Ms} ms, p95 ${goals.scanP95Ms} ms`, isMet: p50 < goals.scanP50Ms && p95 < goals.scanP95Ms });
    }
  }
  const memory = peakMegabytes(client.child.pid!);
  rows.push({ what: "memory after these", measured: `${memory.toFixed(0)} MB at most`, goal: `${goals.memoryMegabytes} MB`, isMet: memory < goals.memoryMegabytes });
  await client.close();
  return rows;
}

const listings: readonly (readonly [tool: string, given: Record<string, unknown>])[] = [
  ["get_execution_history", {}],
  ["get_execution_history", { language: "python" }],
  ["get_execution_history", { branch: "branch3", status: "failed" }],
  ["get_execution_history", { id: "run_77777" }],
  ["list_tasks", {}],
  ["list_tasks", { readiness: "ready", priority: "high" }],
  ["list_tasks", { readiness: "blocked", limit: 500 }],
  ["get_task", { id: "task_5000" }],
  ["search_history", { query: "hash77" }],
  ["search_history", { query: "value" }],
  ["get_analysis_results", {}],
  ["list_rules", {}],
];
/** These look at everything that is kept. */
const overviews: readonly (readonly [tool: string, given: Record<string, unknown>])[] = [
  ["next_task", {}],
  ["get_task_graph", {}],
  ["get_task_graph", { format: "mermaid", onlyUnsettled: true }],
  ["get_execution_patterns", {}],
  ["create_task", { title: "one more" }],
  ["update_task", { id: "task_9999", addDependencies: ["task_3"] }],
  ["execute_bash_command", { command: "echo hello" }],
];

async function measureListings(): Promise<Row[]> {
  const folder = join(scratch, "listings");
  mkdirSync(folder);
  const path = join(folder, "assay.db");
  await fillStore(folder, path);
  const client = await startServer(folder, ["--store", path, "--keep-age", "36500d", "--keep-count", "1000000"]);
  const rows: Row[] = [];
  for (const [list, goal] of [[listings, goals.listingMs], [overviews, goals.ordinaryMs]] as const) {
    for (const [tool, given] of list) {
      const call = async (): Promise<void> => {
        if ((await client.call(tool, given)).isError === true) throw new Error(`${tool} ${JSON.stringify(given)} failed`);
      };
      await call();
      const { p50, p95, cpuMs } = await timeCalls(client, listingRounds, call);
      rows.push({ what: `\`${tool}\` ${JSON.stringify(given)}`, measured: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, processor ${cpuMs.toFixed(1)} ms`, goal: `${goal} ms`, isMet: p50 < goal });
    }
  }
  const memory = peakMegabytes(client.child.pid!);
  rows.push({ what: `memory after these, ${executionCount} executions and ${taskCount} tasks`, measured: `${memory.toFixed(0)} MB at most`, goal: `${goals.memoryMegabytes} MB`, isMet: memory < goals.memoryMegabytes });
  await client.close();
  return rows;
}

/** Assay's own sources: several hundred files of TypeScript, nothing cached. */
async function measureProject(): Promise<Row> {
  const client = await startServer(root, ["--store", join(scratch, "project.db")], { XDG_CACHE_HOME: join(scratch, "cache") });
  const start = performance.now();
  const { structuredContent } = await client.call("analyze_code_quality", { paths: ["src"] });
  const seconds = (performance.now() - start) / 1000;
  const memory = peakMegabytes(client.child.pid!);
  await client.close();
  return { what: `analysis of a project, ${String(structuredContent?.["files"])} files, nothing cached`, measured: `${seconds.toFixed(1)} s, ${memory.toFixed(0)} MB at most`, goal: `${goals.projectSeconds} s, ${goals.memoryMegabytes} MB`, isMet: seconds < goals.projectSeconds && memory < goals.memoryMegabytes };
}

async function measureMany(): Promise<Row> {
  const folder = join(scratch, "many");
  mkdirSync(folder);
  const client = await startServer(folder);
  const start = performance.now();
  const answers = await Promise.all(Array.from({ length: inFlight }, (_, index) => client.call("scan_security", { code: `${"\n".repeat(index)}eval(input())\n`, language: "python" })));
  const seconds = (performance.now() - start) / 1000;
  const right = answers.filter(({ structuredContent }, index) => (structuredContent as unknown as { findings: { startLine: number }[] }).findings[0]?.startLine === index + 1).length;
  const memory = peakMegabytes(client.child.pid!);
  await client.close();
  return { what: `${inFlight} requests in flight`, measured: `${right} answered rightly in ${seconds.toFixed(1)} s, ${memory.toFixed(0)} MB at most`, goal: `all, ${goals.memoryMegabytes} MB`, isMet: right === inFlight && memory < goals.memoryMegabytes };
}

try {
  const rows = [...(await measureStart()), ...(await measureScans()), ...(await measureListings()), await measureProject(), await measureMany()];
  const head = `${new Date().toISOString().slice(0, 10)}, \`npm run bench:mcp\`, Node ${process.version}, ${cpus().length} cores, load at the start ${load} (others use the machine too: compare ratios and processor time).`;
  const table = rows.map(({ what, measured, goal, isMet }) => `| ${what} | ${measured} | ${goal} | ${isMet ? "reached" : "**missed**"} |`);
  const text = ["# Speed of the MCP server", "", head, "", "| what | measured | goal | |", "|---|---|---|---|", ...table, ""].join("\n");
  writeFileSync(join(root, "reports", "mcp.md"), text);
  process.stdout.write(text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
