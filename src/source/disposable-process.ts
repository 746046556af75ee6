// Runs one piece of work in a child process that may crash, hang or run out of memory without harm.

import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";

export interface DisposableLimits {
  readonly timeoutMs: number;
  readonly maxHeapMb: number;
}

/** What became of the child. Never a throw: its death is data. */
export type DisposableResult<Answer> =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "crashed"; readonly detail: string }
  | { readonly outcome: "timeout"; readonly detail: string };

/** How long a child may live on after it closed its channel. */
const disconnectGraceMs = 1_000;

/** The end of what the child wrote to stderr is kept up to this size, to tell why it died. */
const keptErrorUnits = 4_000;

/**
 * Starts `entryFile` (which calls {@link answerDisposable}) as a Node process, sends it `message` by structured clone,
 * and takes its first message as the answer. The child is killed as soon as it has answered or its time is up.
 */
export function runDisposable<Answer>(
  entryFile: string | URL,
  message: unknown,
  limits: DisposableLimits,
): Promise<DisposableResult<Answer>> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = start(entryFile, limits);
    } catch (error) {
      resolve({ outcome: "crashed", detail: `could not be started: ${String(error)}` });
      return;
    }
    const errors = collectErrors(child);
    let grace: NodeJS.Timeout | undefined;
    const settle = (result: DisposableResult<Answer>): void => {
      clearTimeout(timer);
      clearTimeout(grace);
      child.kill("SIGKILL");
      resolve(result);
    };
    const timer = setTimeout(() => settle({ outcome: "timeout", detail: `no answer within ${limits.timeoutMs} ms` }), limits.timeoutMs);
    // The first call wins: a promise takes only one answer.
    child.once("message", (envelope) => settle({ outcome: "answered", answer: openEnvelope<Answer>(envelope) }));
    // A closed channel brings no answer any more; the child's end, which tells why, should follow at once.
    const expectDeath = (): void => {
      grace ??= setTimeout(() => settle({ outcome: "crashed", detail: "closed its channel without an answer" }), disconnectGraceMs);
    };
    child.once("disconnect", expectDeath);
    child.once("error", (error) => settle({ outcome: "crashed", detail: error.message }));
    child.once("close", (code, signal) => settle({ outcome: "crashed", detail: causeOfDeath(code, signal, errors()) }));
    // Where this fails the child is dead, dying, or deaf.
    child.send({ message }, (error) => {
      if (error !== null) expectDeath();
    });
  });
}

/** The child's side: answers the one message it gets. What `work` throws ends the process, which is the answer. */
export function answerDisposable<Message, Answer>(work: (message: Message) => Answer | Promise<Answer>): void {
  process.once("message", (envelope: { readonly message: Message }) => {
    void Promise.resolve(work(envelope.message)).then((answer) => process.send?.({ answer }));
  });
}

function openEnvelope<Answer>(envelope: unknown): Answer {
  // The entry file is our own and answers through answerDisposable, which sends exactly this.
  return (envelope as { readonly answer: Answer }).answer;
}

function start(entryFile: string | URL, limits: DisposableLimits): ChildProcess {
  return fork(entryFile, [], {
    execArgv: [`--max-old-space-size=${limits.maxHeapMb}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // The parent's own switches (a debugger's port, a loader) are not meant for the child.
    env: { ...process.env, NODE_OPTIONS: "" },
  });
}

function collectErrors(child: ChildProcess): () => string {
  let kept = "";
  child.stderr?.setEncoding("utf8");
  child.stderr?.on("data", (text: string) => {
    kept = (kept + text).slice(-keptErrorUnits);
  });
  return () => kept;
}

function causeOfDeath(code: number | null, signal: string | null, errors: string): string {
  if (/heap out of memory|Reached heap limit/.test(errors)) return "ran out of memory";
  if (/Maximum call stack size exceeded/.test(errors)) return "overflowed its stack";
  if (signal === "SIGSEGV" || signal === "SIGBUS") return `died of ${signal}, mostly a stack overflow`;
  if (signal !== null) return `died of ${signal}`;
  const lastLine = errors.split("\n").find((line) => /^\w*Error\b/.test(line));
  return lastLine === undefined ? `ended with exit code ${code} without an answer` : `failed: ${lastLine}`;
}
