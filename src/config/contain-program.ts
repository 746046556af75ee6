// Runs code of a user's own, such as settings that are a program: it neither writes into the report nor ends the run unnoticed.

/**
 * What it prints goes to standard error, and where it exits, or waits for what never comes, the run fails: it would look
 * like a scan without findings.
 */
export async function containProgram<Value>(ended: string, load: () => Promise<Value>): Promise<Value> {
  const { write } = process.stdout;
  const onExit = (): void => {
    process.stderr.write(`assay: ${ended}\n`);
    process.exitCode = 2;
  };
  process.stdout.write = process.stderr.write.bind(process.stderr);
  process.once("exit", onExit);
  try {
    return await load();
  } finally {
    process.off("exit", onExit);
    process.stdout.write = write;
  }
}
