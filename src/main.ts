// Entry of the `assay` command: answers `--version` without loading anything, hands all else to the command line, and
// gives it the way to the other door.

import { toolVersion } from "./model/version.ts";

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  process.stdout.write(`${toolVersion}\n`);
} else {
  void run();
}

async function run(): Promise<void> {
  const [{ runProgram }, { processContext }] = await Promise.all([import("./cli/program.ts"), import("./cli/context.ts")]);
  const context = processContext(async (options) => (await import("./mcp/serve.ts")).serve(options));
  process.exitCode = await runProgram(words, context);
}
