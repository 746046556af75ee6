// Kills processes that write to one store, at random moments, and checks that nothing acknowledged was lost.
// `npm run store:kill [-- MOMENTS]`: two writers on one file at a time; the report goes to reports/store-durability.md.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { killWriters } from "../test/support/kill-writers.ts";

const moments = Number(process.argv[2] ?? 200);
const startedAt = new Date();
const outcome = await killWriters({ moments, seed: Date.now() });
const lines = [
  "# Durability of the store",
  "",
  `${startedAt.toISOString().slice(0, 10)}, \`npm run store:kill -- ${moments}\`, Node ${process.version}, libsql 0.5.22.`,
  "",
  `Two processes write runs and tasks to one file; each is killed with SIGKILL at a random moment, ${outcome.kills} times in all.`,
  `Acknowledged writes: ${outcome.acknowledged}; lost: ${outcome.lost.length}. Checks of the file after each pair of kills: ${outcome.checks}; unsound: ${outcome.unsound.length}.`,
];
writeFileSync(fileURLToPath(new URL("../reports/store-durability.md", import.meta.url)), `${lines.join("\n")}\n`);
process.stdout.write(`${lines.slice(4).join("\n")}\n`);
if (outcome.lost.length + outcome.unsound.length > 0) process.exitCode = 1;
