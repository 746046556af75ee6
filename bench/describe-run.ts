// Says under what a report was measured: the command, the day, the commit, the machine.

import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

/** One sentence without its full stop; `programs` are further ones that took part, with their versions. */
export function describeRun(root: string, command: string, programs: readonly string[] = []): string {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const versions = [`Node ${process.versions.node}`, ...programs].join(", ");
  return `Written by \`npm run ${command}\` on ${new Date().toISOString().slice(0, 10)} at ${commit}, ${versions}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"})`;
}
