// Runs the abuse suite against the sandbox: `node --import jiti/register scripts/attacks.ts [--mode M] [--short]
// [--only TEXT] [--remove DEFENCE] [--contained-only]`. One line an attack; exit code 1 when one was not contained.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { MemoryEnforcement } from "../src/executor/result.ts";
import { DEFENCES, type Defence } from "../src/executor/sandbox/defences.ts";
import { attacksFor, availableModes, leftInTemporaryFolder, runBare, runContained } from "../test/attacks/run-attack.ts";
import { runServiceDeath } from "../test/attacks/service-death.ts";
import { makeWorld } from "../test/attacks/world.ts";

const { values } = parseArgs({
  options: {
    mode: { type: "string" },
    short: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    remove: { type: "string", multiple: true, default: [] },
    "contained-only": { type: "boolean", default: false },
  },
});
const removed = values.remove.filter((name): name is Defence => (DEFENCES as readonly string[]).includes(name));
// A temporary folder of this run's own: what other programs of this machine make meanwhile is no left-over of it.
const temporary = mkdtempSync(join(tmpdir(), "assay-test-"));
process.env["TMPDIR"] = temporary;
const modes = (await availableModes()).filter((mode: MemoryEnforcement) => values.mode === undefined || mode === values.mode);
const SERVICE_DEATH = "outlives the service, which is ended by SIGKILL";
let failed = 0;
let passed = 0;
const world = await makeWorld();
try {
  const bareTried = new Set<string>();
  for (const mode of modes) {
    for (const attack of attacksFor({ mode, removed }, values.short)) {
      if (!attack.name.includes(values.only)) continue;
      const isNew = !values["contained-only"] && !bareTried.has(attack.name);
      bareTried.add(attack.name);
      const bare = isNew ? await runBare(attack, world) : undefined;
      const contained = await runContained(attack, world, { mode, removed }).catch((error: unknown) => `could not run: ${String(error)}`);
      tell(mode, attack.name, [bare, contained].filter((text) => text !== undefined).join("; "));
    }
    if (SERVICE_DEATH.includes(values.only)) tell(mode, SERVICE_DEATH, (await runServiceDeath(mode)) ?? "");
  }
} finally {
  world.close();
}
const left = leftInTemporaryFolder();
if (left.length > 0) console.log(`NOT CLEAN  left in the temporary folder: ${left.join(", ")}`);
rmSync(temporary, { recursive: true });
console.log(`${passed} passed, ${failed + left.length} failed`);
process.exitCode = failed + left.length === 0 ? 0 : 1;

function tell(mode: MemoryEnforcement, name: string, problem: string): void {
  if (problem === "") passed += 1;
  else failed += 1;
  console.log(`${problem === "" ? "contained" : "NOT CONTAINED"}  [${mode}] ${name}${problem === "" ? "" : `: ${problem}`}`);
}
