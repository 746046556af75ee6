// The text of the Node program that keeps an interpreter's state between the calls of a session.

/**
 * Reads one JSON job a line on its standard input, `{code, mark}`, runs it as Node's own prompt would (declarations
 * stay, `await` works at the top), and ends the output of each on both streams by a line of NUL, mark and exit code.
 */
export const JAVASCRIPT_SESSION = String.raw`
const { createInterface } = require("node:readline");
const { PassThrough } = require("node:stream");
const { inspect } = require("node:util");
const { writeSync } = require("node:fs");
const repl = require("node:repl");

const server = repl.start({ prompt: "", input: new PassThrough(), output: new PassThrough(), terminal: false, useGlobal: true });
let current;
let tail = Promise.resolve();

function finish(job, status) {
  if (current !== job) return;
  current = undefined;
  const end = "\0" + job.mark + " " + status + "\n";
  // Behind what the streams still hold.
  process.stdout.write("", () => process.stderr.write("", () => {
    writeSync(1, end);
    writeSync(2, end);
    job.done();
  }));
}

function fail(error) {
  process.stderr.write((error instanceof Error ? (error.stack ?? String(error)).replace(/\n\s+at (?:REPL|new Script|.*node:)[^]*$/, "") : inspect(error)) + "\n");
  if (current) finish(current, 1);
}
// The prompt's evaluator reports what code throws to its domain, whose own listener would print it elsewhere.
server._domain?.removeAllListeners("error");
server._domain?.on("error", fail);
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
const exit = process.exit;
process.exit = (code) => (current ? finish(current, Number(code ?? 0) & 255) : exit(code));

function run(job) {
  return new Promise((done) => {
    job.done = done;
    current = job;
    server.eval(job.code + "\n", server.context, "session", (error, value) => {
      if (error) return fail(error.name === "SyntaxError" || !(error.err instanceof Error) ? (error.err ?? error) : error.err);
      if (value !== undefined) process.stdout.write(inspect(value) + "\n");
      finish(job, 0);
    });
  });
}

createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => {
  const job = JSON.parse(line);
  tail = tail.then(() => run(job));
});
`;
