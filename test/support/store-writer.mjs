// Writes to a store until it is killed; prints the id of each record once it was acknowledged.
import { writeSync } from "node:fs";

const [library, path] = process.argv.slice(2);
const { openStore, recordExecution, createTask, updateTask } = await import(library);
const store = await openStore({ cwd: "/", path });
const result = { exitCode: 0, signal: null, stdout: "out\n".repeat(500), stderr: "", durationMs: 1, cpuMs: 1, peakMemoryBytes: 1, timedOut: false, outOfMemory: false, truncated: { stdoutBytes: 0, stderrBytes: 0 }, isolation: null, memoryEnforcement: null };

async function writeForEver(lane) {
  for (let turn = 0; ; turn++) {
    const task = await createTask(store, { title: `task ${process.pid} ${lane} ${turn}` });
    writeSync(1, `${task.id}\n`);
    const run = await recordExecution(store, { language: "bash", code: `echo ${turn}`, taskId: task.id, startedAt: new Date() }, result);
    writeSync(1, `${run.id}\n`);
    await updateTask(store, task.id, { status: "done" });
  }
}

await Promise.all([0, 1, 2, 3].map(writeForEver));
