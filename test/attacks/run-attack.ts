// Runs one attack: first on the bare machine, where it must succeed, then in the sandbox, where it must not.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Executor } from "../../src/executor/executor.ts";
import type { MemoryEnforcement } from "../../src/executor/result.ts";
import type { Defence } from "../../src/executor/sandbox/defences.ts";
import { killQuietly } from "../../src/executor/sandbox/cgroup-files.ts";
import { SQL_DRIVER } from "../../src/executor/languages/sql-driver.ts";
import { type Attack, ATTACK_POLICY, describe, MARKER } from "./attack.ts";
import { attacks } from "./attacks.ts";
import { describeDamage, findProcesses, type World } from "./world.ts";

/** In which of the machine's modes, and with which defences taken away beside the attack's own. */
export interface AttackSetting {
  readonly mode: MemoryEnforcement;
  readonly removed: readonly Defence[];
}

/** Whether an attack is meant for this user and mode. */
export function isApplicable(attack: Attack, setting: AttackSetting): boolean {
  const isRoot = process.getuid?.() === 0;
  return (attack.modes?.includes(setting.mode) ?? true) && (isRoot || attack.rootOnly !== true) && (attack.code !== "" || attack.request !== undefined);
}

/** Runs an attack in the sandbox; says how it got out, or nothing when it was contained and the host is unharmed. */
export async function runContained(attack: Attack, world: World, setting: AttackSetting): Promise<string | undefined> {
  const removed = new Set<Defence>([...(attack.removed ?? []), ...setting.removed]);
  const executor = new Executor({
    policy: { ...ATTACK_POLICY, allowedRoots: [world.project] },
    withoutCgroups: setting.mode === "best-effort",
    removedDefences: removed,
  });
  world.takeContacts();
  const request = {
    language: attack.language,
    code: attack.code,
    arguments: [...(attack.arguments?.(world) ?? [])],
    ...attack.request?.(world),
  };
  // A shell of the launcher that saw the service's environment would read this file, outside the sandbox.
  process.env["BASH_ENV"] = `${world.folder}/start-up.sh`;
  const { result } = await executor.run(request).finally(() => delete process.env["BASH_ENV"]);
  if (result.memoryEnforcement !== setting.mode) return `ran in mode ${result.memoryEnforcement}`;
  if (result.stdout.includes(MARKER)) return `printed the marker: ${describe(result)}`;
  const contacts = world.takeContacts();
  if (contacts.length > 0) return `reached ${contacts.join(", ")}`;
  const survivors = await findSurvivors(world);
  for (const pid of survivors) killQuietly(pid);
  if (survivors.length > 0) return `left processes: ${survivors.join(", ")}`;
  return describeDamage(world) ?? attack.judge?.(result, world);
}

/** Runs an attack without any sandbox; says why it failed there, or nothing when it succeeded as it should. */
export async function runBare(attack: Attack, world: World): Promise<string | undefined> {
  const isRoot = process.getuid?.() === 0;
  if (attack.bareMachine === "not-applicable" || (attack.bareMachine === "root-only" && !isRoot)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "assay-bare-"));
  world.takeContacts();
  try {
    const outcome = await spawnBare(attack, world, folder);
    const survivors = await findSurvivors(world);
    const succeeded = outcome.output.includes(MARKER) || outcome.isStillRunning || survivors.length > 0 || world.takeContacts().length > 0;
    return succeeded ? undefined : `did not succeed on the bare machine: ${outcome.output.slice(-500)}`;
  } finally {
    for (const pid of findProcesses(world.processMark)) killQuietly(pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

const BARE_TIMEOUT_MS = 15_000;
/** An attack that only goes on and on has succeeded when it still runs after this long. */
const GOES_ON_AFTER_MS = 2500;

function spawnBare(attack: Attack, world: World, folder: string): Promise<{ output: string; isStillRunning: boolean }> {
  const request = attack.request?.(world) ?? {};
  const files: Readonly<Record<Attack["language"], readonly [string, string]>> = {
    python: ["python3", "main.py"],
    javascript: [process.execPath, "main.js"],
    bash: ["bash", "main.sh"],
    sql: ["python3", "driver.py"],
  };
  const [program, file] = files[attack.language];
  writeFileSync(join(folder, file), attack.language === "sql" ? SQL_DRIVER.replace("connection.set_authorizer(authorize)", "pass") : (request.code ?? attack.code));
  const job = { code: request.code ?? attack.code, database: null, parameters: [], rowsFile: join(folder, "rows"), maximumRows: 10, rowBytes: 1000, valueBytes: 1e9 };
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  const attackArguments = attack.language === "sql" ? ["job.json"] : [...((attack.doubleArguments ?? attack.arguments)?.(world) ?? [])];
  return new Promise((resolve) => {
    const child = spawn(program, [file, ...attackArguments], { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let isStillRunning = false;
    const add = (chunk: Buffer): void => {
      if (output.length < 1e6) output += chunk.toString("utf8");
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    const limit = attack.bareMachine === "runs-on" ? GOES_ON_AFTER_MS : BARE_TIMEOUT_MS;
    const timer = setTimeout(() => {
      isStillRunning = attack.bareMachine === "runs-on";
      if (child.pid !== undefined) killQuietly(-child.pid);
      for (const pid of findProcesses(world.processMark)) killQuietly(pid);
    }, limit);
    child.once("close", () => {
      clearTimeout(timer);
      resolve({ output, isStillRunning });
    });
  });
}

/** Processes that carry the mark; given a moment, since a killed namespace takes one to be gone. */
async function findSurvivors(world: World): Promise<number[]> {
  let found: number[] = [];
  for (let attempt = 0; attempt < 10; attempt += 1) {
    found = findProcesses(world.processMark);
    if (found.length === 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return found;
}

/** The modes that this machine offers to this user. */
export async function availableModes(): Promise<readonly MemoryEnforcement[]> {
  const { memoryEnforcement } = await new Executor().capabilities();
  return memoryEnforcement === "cgroup" ? ["cgroup", "best-effort"] : ["best-effort"];
}

/** What the executor leaves in the temporary folder; nothing when it cleans up. */
export function leftInTemporaryFolder(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^assay-(?!attack-|test-|bare-)/.test(name));
}

/** The attacks of one setting, in order. */
export function attacksFor(setting: AttackSetting, isShort: boolean): readonly Attack[] {
  return attacks.filter((attack) => isApplicable(attack, setting) && !(isShort && attack.isSlow === true));
}
