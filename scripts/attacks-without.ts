// Takes each defence of the sandbox away in turn and shows that the abuse suite notices:
// `node --import jiti/register scripts/attacks-without.ts [--only DEFENCE]`. Exit code 1 when one was not missed.

import { parseArgs } from "node:util";
import type { MemoryEnforcement } from "../src/executor/result.ts";
import { DEFENCES, type Defence } from "../src/executor/sandbox/defences.ts";
import { attacksFor, availableModes, runContained } from "../test/attacks/run-attack.ts";
import { runServiceDeath } from "../test/attacks/service-death.ts";
import { makeWorld, type World } from "../test/attacks/world.ts";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const modes = await availableModes();
const world = await makeWorld();
let missed = 0;
let unnoticed = 0;
try {
  for (const defence of DEFENCES) {
    if (values.only !== undefined && values.only !== defence) continue;
    const notices = await noticesWithout(defence, world);
    if (notices === "not applicable") {
      console.log(`not here    ${defence}: needs a mode or a user that this run has not`);
      continue;
    }
    if (notices.length > 0) missed += 1;
    else unnoticed += 1;
    console.log(`${notices.length > 0 ? "missed" : "UNNOTICED"}  ${defence}${notices.length > 0 ? `: ${notices.join("; ").slice(0, 300)}` : ""}`);
  }
} finally {
  world.close();
}
console.log(`${missed} passed, ${unnoticed} failed`);
process.exitCode = unnoticed === 0 ? 0 : 1;

/** What the suite said with the defence gone; the attacks that name it are the ones that must notice. */
async function noticesWithout(defence: Defence, target: World): Promise<string[] | "not applicable"> {
  if (defence === "die-with-parent") return noticesOfDeath(modes[0] ?? "best-effort");
  const notices: string[] = [];
  let tried = 0;
  for (const mode of modes) {
    const setting = { mode, removed: [defence] };
    for (const attack of attacksFor(setting, false).filter((entry) => entry.proves?.includes(defence) === true)) {
      tried += 1;
      const problem = await runContained(attack, target, setting).catch((error: unknown) => `could not run: ${String(error)}`);
      if (problem !== undefined && !problem.startsWith("could not run")) notices.push(`[${mode}] ${attack.name}`);
      else console.log(`    not noticed by [${mode}] ${attack.name}${problem === undefined ? "" : ` (${problem})`}`);
    }
  }
  return tried === 0 ? "not applicable" : notices;
}

async function noticesOfDeath(mode: MemoryEnforcement): Promise<string[]> {
  const problem = await runServiceDeath(mode, "die-with-parent");
  return problem === undefined ? [] : [`death of the service: ${problem}`];
}
