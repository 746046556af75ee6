// A service to be killed: runs one program in the sandbox and says when it has started. Arguments: mark, mode, removed.

import { Executor } from "../../src/executor/executor.ts";
import type { Defence } from "../../src/executor/sandbox/defences.ts";

const [mark = "", mode, removed] = process.argv.slice(2);
const executor = new Executor({
  withoutCgroups: mode === "best-effort",
  removedDefences: new Set((removed === undefined || removed === "" ? [] : [removed]) as Defence[]),
});
const { result } = await executor.run(
  { language: "bash", code: 'setsid sleep "$1" & echo started; sleep "$1"', arguments: [mark] },
  { onOutput: (_stream, chunk) => process.stdout.write(chunk) },
);
process.stderr.write(JSON.stringify(result));
