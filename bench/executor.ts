// What the sandbox costs: `jiti bench/executor.ts [--write]`. Starts against bare ones, answers of each language, many
// queued runs, and the service's memory while runs flood their output. With --write it renews reports/executor.md.

import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { fileURLToPath } from "node:url";
import { Executor } from "../src/executor/executor.ts";
import type { RunRequestInput } from "../src/executor/request.ts";

const ROUNDS = 25;
const START_ROUNDS = 60;
const CLOCK_TICK_MS = 10;
const QUEUED_RUNS = 200;
const MEBIBYTE = 1024 * 1024;
const executor = new Executor();
const load = (): string => loadavg()[0]?.toFixed(1) ?? "unknown";
const loadBefore = load();
const bubblewrap = execFileSync("bwrap", ["--version"], { encoding: "utf8" }).trim();
const { memoryEnforcement } = await executor.capabilities();

interface Row {
  readonly name: string;
  readonly value: string;
  readonly floor: string;
  readonly isMet: boolean;
}

const rows: Row[] = [
  await compareStarts("bash", ["bash", "-c", "true"], { language: "bash", code: "true" }),
  await compareStarts("python", ["/usr/bin/python3", "-c", "pass"], { language: "python", code: "pass" }),
  await compareStarts("node", ["node", "-e", "0"], { language: "javascript", code: "0" }),
  await answer("Bash", { language: "bash", code: "echo hello | tr a-z A-Z" }, 1000),
  await answer("JavaScript", { language: "javascript", code: "import fs from 'node:fs'; console.log(fs.readdirSync('.').length)" }, 1000),
  await answer("TypeScript", { language: "typescript", code: "enum E { A }\nconst x: number = await Promise.resolve(E.A);\nconsole.log(x);" }, 1000),
  await answer("Python", { language: "python", code: "import json, asyncio, subprocess\nprint(json.dumps([1]))" }, 2000),
  await answer("SQL", { language: "sql", code: "create table t(a); insert into t values (1); select * from t" }, 300),
  await manyRuns(),
  floods(),
];

const lines = [
  "# What the sandbox costs",
  "",
  `${cpus().length} cores, Linux ${release()}, Node ${process.versions.node}, ${bubblewrap}, memory held by: ${memoryEnforcement}. Other work on the machine: load ${loadBefore} before, ${load()} after. Medians of ${START_ROUNDS} pairs of starts and of ${ROUNDS} answers, one after the other. Made on ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC by \`npx jiti bench/executor.ts --write\`.`,
  "",
  "| what | measured | floor | met |",
  "|---|---|---|---|",
  ...rows.map((row) => `| ${row.name} | ${row.value} | ${row.floor} | ${row.isMet ? "yes" : "**no**"} |`),
  "",
];
process.stdout.write(lines.join("\n"));
if (process.argv.includes("--write")) writeFileSync(new URL("../reports/executor.md", import.meta.url), lines.join("\n"));
process.exitCode = rows.every((row) => row.isMet) ? 0 : 1;

/** The median of the differences of neighbouring runs, so that a busy moment of the machine falls on both. */
async function compareStarts(name: string, command: readonly [string, ...string[]], request: RunRequestInput): Promise<Row> {
  const bare: number[] = [];
  const sandboxed: number[] = [];
  const cpu = { bare: 0, sandboxed: 0 };
  for (let round = 0; round < START_ROUNDS; round += 1) {
    const start = cpuMs();
    bare.push(await time(() => runBare(command)));
    const middle = cpuMs();
    sandboxed.push(await time(() => executor.run(request)));
    cpu.bare += middle - start;
    cpu.sandboxed += cpuMs() - middle;
  }
  const added = median(sandboxed.map((value, index) => value - (bare[index] ?? 0)));
  const times = `${median(bare).toFixed(1)} → ${median(sandboxed).toFixed(1)} ms, fastest ${Math.min(...bare).toFixed(1)} → ${Math.min(...sandboxed).toFixed(1)}`;
  const cpuAdded = (cpu.sandboxed - cpu.bare) / START_ROUNDS;
  return { name: `${name}: added to a bare start`, value: `+${added.toFixed(1)} ms (${times}); processor time +${cpuAdded.toFixed(1)} ms`, floor: "< 40 ms", isMet: added < 40 };
}

/** Processor time of this process and of all children that have ended; the kernel counts theirs in steps of 10 ms, so a sum over many runs tells. */
function cpuMs(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  const { user, system } = process.cpuUsage();
  // Fields 16 and 17 of proc(5) stat; the first after the name is 3.
  return (Number(fields[13]) + Number(fields[14])) * CLOCK_TICK_MS + (user + system) / 1000;
}

async function answer(name: string, request: RunRequestInput, floorMs: number): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(await time(async () => {
      const { result } = await executor.run(request);
      if (result.exitCode !== 0) throw new Error(`${name}: ${result.stderr}`);
    }));
  }
  return { name: `${name} answers`, value: `${median(times).toFixed(0)} ms, fastest ${Math.min(...times).toFixed(0)}`, floor: `< ${floorMs} ms`, isMet: median(times) < floorMs };
}

async function manyRuns(): Promise<Row> {
  let failures = 0;
  const elapsed = await time(async () => {
    const runs = Array.from({ length: QUEUED_RUNS }, async (_, index) => {
      const language = ["python", "bash", "javascript", "sql"][index % 4] ?? "bash";
      const code = language === "sql" ? `select ${index}` : language === "bash" ? `echo ${index}` : language === "python" ? `print(${index})` : `console.log(${index})`;
      const { result } = await executor.run({ language, code }, { client: String(index % 5) });
      if (result.exitCode !== 0 || !result.stdout.includes(String(index))) failures += 1;
    });
    await Promise.all(runs);
  });
  return { name: `${QUEUED_RUNS} queued runs`, value: `${failures} failures, ${(elapsed / 1000).toFixed(1)} s`, floor: "no failure", isMet: failures === 0 };
}

/** In a process of its own: what this script and its compiler take is no part of the service. */
function floods(): Row {
  const peak = Number(execFileSync(process.execPath, [fileURLToPath(new URL("flood.mjs", import.meta.url))], { encoding: "utf8" }));
  return { name: "the built service's memory while 12 runs flood", value: `${(peak / MEBIBYTE).toFixed(0)} MB at most`, floor: "< 200 MB", isMet: peak < 200 * MEBIBYTE };
}

function runBare(command: readonly [string, ...string[]]): Promise<void> {
  return new Promise((resolve, reject) => {
    const [program, ...programArguments] = command;
    // The environment of a run, so that no setting of this machine slows the bare start alone.
    spawn(program, programArguments, { stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env["PATH"], LANG: "C.UTF-8", HOME: "/tmp" } }).once("close", () => resolve()).once("error", reject);
  });
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
