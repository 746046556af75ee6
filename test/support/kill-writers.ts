// Lets processes write to one store, kills them at random moments, and looks for what was acknowledged.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const writer = fileURLToPath(new URL("store-writer.mjs", import.meta.url));
const library = new URL("../../dist/index.js", import.meta.url).href;
/** A killed writer lived at most this long after its first answer. */
const longestLifeMs = 150;

export interface KillOutcome {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly checks: number;
  readonly unsound: readonly string[];
}

/** Needs the build: the writers open the store as its users do. */
export async function killWriters({ moments, seed }: { readonly moments: number; readonly seed: number }): Promise<KillOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "assay-kill-"));
  const path = join(folder, "assay.db");
  const acknowledged: string[] = [];
  const unsound: string[] = [];
  let [kills, checks, state] = [0, 0, seed >>> 0];
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const { openStore, checkStore, getExecution, getTask } = (await import(library)) as typeof import("../../src/index.ts");
  try {
    while (kills < moments) {
      const lives = await Promise.all([0, 1].map(() => liveAndDie(path, random() * longestLifeMs)));
      kills += lives.length;
      acknowledged.push(...lives.flat());
      const store = await openStore({ cwd: folder, path });
      const check = await checkStore(store);
      checks++;
      if (!check.isSound) unsound.push(...check.problems);
      await store.close();
    }
    const store = await openStore({ cwd: folder, path });
    const lost: string[] = [];
    for (const id of acknowledged) await (id.startsWith("run_") ? getExecution(store, id) : getTask(store, id)).catch(() => lost.push(id));
    await store.close();
    return { kills, acknowledged: acknowledged.length, lost, checks, unsound };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The ids that a writer was told before it was killed. */
function liveAndDie(path: string, lifeMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, library, path], { stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      timer ??= setTimeout(() => child.kill("SIGKILL"), lifeMs);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code !== null) reject(new Error(`The writer ended by itself (${code}): ${errors}`));
      // The last line may be cut off: it was not acknowledged whole.
      else resolve(output.split("\n").slice(0, -1));
    });
  });
}
