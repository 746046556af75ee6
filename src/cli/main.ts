// Entry of the `assay` command: answers `--version` without loading anything, and hands all else to the program.

import { toolVersion } from "../model/version.ts";

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  process.stdout.write(`${toolVersion}\n`);
} else {
  const { runProgram } = await import("./program.ts");
  process.exitCode = await runProgram(words);
}
