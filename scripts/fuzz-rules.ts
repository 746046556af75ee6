// Runs randomly broken rules on randomly broken programs and checks that nothing throws, crashes or hangs.
//
//   npx jiti scripts/fuzz-rules.ts [--from N] [--count N] [--seed S] [--jobs N] [--report FILE]
//
// Rules and programs come from the recorded differential suite. The work is done in child processes, so that a crash or a
// hang is a counted case and not the end. The report is written anew every ten thousand inputs: it says how far it got.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createEngine } from "../src/api/compile-rule-files.ts";
import { parsers } from "../src/api/parsers.ts";
import { createProgramReader, faultOf, fuzzedRequest, readFuzzCases } from "./fuzz-rule-cases.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    report: { type: "string" },
    child: { type: "boolean", default: false },
    from: { type: "string", default: "0" },
    jobs: { type: "string", default: "1" },
  },
});
/** The number of the first input, and of the one behind the last. */
const first = Number(values.from);
const end = Number(values.count);
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

/** One input may take this much processor time before it is slow, and before it counts as a hang: what else the machine does is no fault. */
const slowMs = 5_000;
const hangMs = 60_000;
const inputsPerReport = 10_000;

interface Totals {
  done: number;
  findings: number;
  rejected: number;
  slowestMs: number;
  readonly faults: string[];
}

if (values.child) await work();
else await supervise();

/** The child: a line before each input and one behind it. */
async function work(): Promise<void> {
  const cases = readFuzzCases();
  const engine = await createEngine(["python", "javascript", "typescript", "bash", "regex", "generic"], parsers);
  const engineFor = createProgramReader(engine);
  const say = (value: unknown): number => writeSync(1, `${JSON.stringify(value)}\n`);
  for (let at = first; at < end; at++) {
    say({ at });
    const started = process.cpuUsage();
    const request = fuzzedRequest(cases, Number(values.seed), at);
    const outcome = faultOf(request, engineFor(request));
    const used = process.cpuUsage(started);
    say({ ...outcome, ms: Math.round((used.user + used.system) / 1000) });
  }
}

/** The parent: starts children until all inputs are done. */
async function supervise(): Promise<void> {
  const totals: Totals = { done: 0, findings: 0, rejected: 0, slowestMs: 0, faults: [] };
  const started = new Date().toISOString();
  const share = Math.ceil((end - first) / Number(values.jobs));
  const parts = Array.from({ length: Number(values.jobs) }, (_, index) => first + index * share);
  const report = (): void => {
    if (values.report !== undefined) writeFileSync(values.report, writeUp(totals, started));
  };
  await Promise.all(parts.map(async (from) => {
    const last = Math.min(from + share, end);
    for (let next = from; next < last; ) next = await runChild(next, last, totals, report);
  }));
  report();
  if (values.report === undefined) console.log(writeUp(totals, started));
  process.exitCode = totals.faults.length === 0 ? 0 : 1;
}

/** Runs one child from an input on; returns the input to go on with. */
async function runChild(from: number, last: number, totals: Totals, report: () => void): Promise<number> {
  const jiti = fileURLToPath(new URL("../node_modules/.bin/jiti", import.meta.url));
  const options = ["--child", "--count", String(last), "--seed", values.seed, "--from", String(from)];
  const child = spawn(jiti, [fileURLToPath(import.meta.url), ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<number | null>((resolve) => child.on("exit", resolve));
  let current = from;
  let isHung = false;
  let watch: NodeJS.Timeout;
  const arm = (since: number): void => {
    watch = setTimeout(() => {
      isHung = processorMs(child.pid!) - since >= hangMs;
      if (isHung) child.kill("SIGKILL");
      else arm(since);
    }, hangMs);
  };
  arm(processorMs(child.pid!));
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(watch!);
    arm(processorMs(child.pid!));
    const said = JSON.parse(line) as { at: number } | { findings: number; isRejected: boolean; fault: string | undefined; ms: number };
    if ("at" in said) current = said.at;
    else {
      countOutcome(totals, said, current);
      current += 1;
      if (totals.done % inputsPerReport === 0) report();
    }
  }
  clearTimeout(watch!);
  if ((await exited) === 0) return last;
  totals.done += 1;
  totals.faults.push(`input ${current}: ${isHung ? "hangs" : "ends the process"}`);
  return current + 1;
}

/** The processor time of a process in milliseconds, from the kernel's table in hundredths of a second; elsewhere the time that passed. */
function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return performance.now();
  }
}

function countOutcome(totals: Totals, said: { findings: number; isRejected: boolean; fault: string | undefined; ms: number }, at: number): void {
  totals.done += 1;
  totals.findings += said.findings;
  totals.rejected += said.isRejected ? 1 : 0;
  totals.slowestMs = Math.max(totals.slowestMs, said.ms);
  if (said.fault !== undefined) totals.faults.push(`input ${at}: ${said.fault}`);
  else if (said.ms > slowMs) totals.faults.push(`input ${at}: takes ${said.ms} ms`);
}

function writeUp(totals: Totals, started: string): string {
  return `# Rules under random changes

${started}, version ${version}, Node ${process.version}: \`npm run fuzz:rules -- --from ${first} --count ${end} --seed ${values.seed} --jobs ${values.jobs}\`

Each input is a rule file and a program of the recorded differential suite, the one changed at random, the other in half of the inputs;
loader, pattern parser and matcher run on it. A fault is an exception, a finding outside the program, the end of the process, or more than ${slowMs / 1000} s of processor time (a hang: ${hangMs / 1000} s).

| inputs | rule files rejected | findings | slowest | faults |
| --- | --- | --- | --- | --- |
| ${totals.done} | ${totals.rejected} | ${totals.findings} | ${totals.slowestMs} ms | ${totals.faults.length} |
${totals.faults.slice(0, 50).map((fault) => `\n- ${fault}`).join("")}
`;
}
