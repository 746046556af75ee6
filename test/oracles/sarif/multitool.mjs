// Runs Microsoft's SARIF multitool over SARIF files: `node test/oracles/sarif/multitool.mjs FILE…` prints its complaints.

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const binary = fileURLToPath(
  new URL("../node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool", import.meta.url),
);

/** Undefined where the multitool can run, else why it cannot. */
export function whyUnavailable() {
  if (existsSync(binary)) return undefined;
  return "The SARIF multitool is not installed (Linux only): run npm ci --prefix test/oracles --ignore-scripts";
}

/**
 * Errors and warnings about one file, by the rules of SARIF and of GitHub Advanced Security.
 * The program ends with 0 even where it finds errors, so its own output is read.
 */
export function validateSarif(file) {
  const reason = whyUnavailable();
  if (reason !== undefined) throw new Error(reason);
  // Packages are installed without their scripts, and this one's script only does this.
  chmodSync(binary, 0o755);
  const scratch = mkdtempSync(join(tmpdir(), "assay-multitool-"));
  try {
    const output = join(scratch, "out.sarif");
    const options = ["--rule-kind", "Sarif;Ghas", "-o", output, "--log", "ForceOverwrite"];
    execFileSync(binary, ["validate", file, ...options], { stdio: "pipe", timeout: 240_000 });
    return readComplaints(output);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readComplaints(output) {
  const { runs } = JSON.parse(readFileSync(output, "utf8").replace(/^\uFEFF/, ""));
  const results = runs.flatMap((run) => run.results ?? []);
  // What the tool itself could not do, for instance read the file, must not pass for a clean answer.
  const notifications = runs.flatMap((run) =>
    (run.invocations ?? []).flatMap((invocation) => [
      ...(invocation.toolExecutionNotifications ?? []),
      ...(invocation.toolConfigurationNotifications ?? []),
    ]),
  );
  return [...results, ...notifications]
    .map((entry) => ({ ...entry, level: entry.level ?? "warning" }))
    .filter((entry) => entry.level === "error" || entry.level === "warning")
    .map((entry) => {
      const id = entry.ruleId ?? entry.descriptor?.id ?? "unnamed";
      const said = entry.message?.text ?? [entry.message?.id, ...(entry.message?.arguments ?? [])].join(" ");
      return `${entry.level} ${id}: ${said}`;
    });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const file of process.argv.slice(2)) {
    const complaints = validateSarif(file);
    process.stdout.write(`${file}: ${complaints.length} errors and warnings\n`);
    for (const complaint of complaints) process.stdout.write(`  ${complaint}\n`);
    if (complaints.length > 0) process.exitCode = 1;
  }
}
