// Attacks by the means of one language: JavaScript's object model, SQL's functions, Bash's ways around word filters.

import { type Attack, describe, expectTimeout, MARKER } from "./attack.ts";
import type { World } from "./world.ts";

const canary = (world: World) => [world.canaryFile];
const noSecret: NonNullable<Attack["judge"]> = (result, world) => (result.stdout.includes(world.secret) || JSON.stringify(result.rows ?? []).includes(world.secret) ? "the secret came out" : undefined);

/** Each way prints the canary when it works; `cat` stands for any denied command. */
const bashWay = (name: string, code: string): Attack => ({
  name: `Bash: ${name}`,
  language: "bash",
  arguments: canary,
  code: `CANARY=$1; export CANARY; out=$( { ${code}\n} 2>/dev/null ); [ -n "$out" ] && echo "${MARKER} $out"; true`,
  judge: noSecret,
});

const javascriptWay = (name: string, code: string): Attack => ({ name: `JavaScript: ${name}`, language: "javascript", arguments: canary, code, judge: noSecret });

/** All of them. */
export const languageAttacks: readonly Attack[] = [
  bashWay("base64 into a shell", 'printf "cat \\"$CANARY\\"" | base64 | base64 -d | sh'),
  bashWay("IFS for blanks", 'eval \'cat${IFS}$CANARY\''),
  bashWay("eval", 'a=c; b=at; eval "$a$b \\"$CANARY\\""'),
  bashWay("quotes inside a word", 'c""a"t" "$CANARY"'),
  bashWay("a function", 'ls() { cat "$@"; }; ls "$CANARY"'),
  bashWay("a here-document", 'sh <<END\ncat "$CANARY"\nEND'),
  bashWay("process substitution", 'while read -r line || [ -n "$line" ]; do echo "$line"; done < <(cat "$CANARY")'),
  bashWay("command substitution", 'echo "$(cat "$CANARY")"'),
  bashWay("an absolute path and a glob", '/bin/[c]at "$CANARY"'),
  bashWay("another language", "python3 -c 'import os; print(open(os.environ[\"CANARY\"]).read())'"),
  bashWay("env and xargs", 'printf %s "$CANARY" | env xargs cat'),
  bashWay("find -exec", 'find "$CANARY" -exec cat {} +'),
  bashWay("BASH_ENV", 'echo "cat $CANARY" > env.sh; BASH_ENV=./env.sh bash -c true'),
  bashWay("cd out", 'cd "$(dirname "$CANARY")" && cat canary.txt'),
  {
    name: "Bash: LD_PRELOAD from the request acts inside only", language: "bash", bareMachine: "not-applicable",
    request: () => ({ environment: { LD_PRELOAD: "./evil.so", BASH_ENV: "./evil.sh", NODE_OPTIONS: "--require ./evil.js", PYTHONPATH: "." }, files: [{ path: "evil.sh", content: "echo evil" }] }),
    code: "echo ran", judge: (result) => (result.stdout === "evil\nran\n" ? undefined : describe(result)),
  },
  javascriptWay("the constructor of a constructor", `const f = (() => {}).constructor.constructor("return process")(); console.log("${MARKER}", f.getBuiltinModule?.("fs")?.readFileSync(process.argv[2], "utf8") ?? require("fs").readFileSync(process.argv[2], "utf8"));`),
  javascriptWay("a worker thread", `const { Worker } = require("worker_threads"); new Worker("console.log('${MARKER}', require('fs').readFileSync(" + JSON.stringify(process.argv[2]) + ", 'utf8'))", { eval: true });`),
  javascriptWay("a vm that is none", `const vm = require("vm"); console.log("${MARKER}", vm.runInNewContext("this.constructor.constructor('return process')()").mainModule.require("fs").readFileSync(process.argv[2], "utf8"));`),
  javascriptWay("preparing stack traces", `Error.prepareStackTrace = (_, frames) => frames[0].getThis?.() ?? globalThis; const root = new Error().stack; console.log("${MARKER}", require("fs").readFileSync(process.argv[2], "utf8"));`),
  {
    name: "JavaScript: poisoned prototypes", language: "javascript", bareMachine: "not-applicable",
    code: `Object.prototype.stoppedBy = "x"; Array.prototype.toJSON = () => "poisoned"; Promise.prototype.then = null; console.log("{\\"__proto__\\": {\\"polluted\\": 1}}");`,
    judge: (result) => (({} as { polluted?: unknown; stoppedBy?: unknown }).polluted === undefined && ({} as { stoppedBy?: unknown }).stoppedBy === undefined ? undefined : describe(result)),
  },
  { name: "JavaScript: an inspector port", language: "javascript", bareMachine: "not-applicable", request: () => ({ timeoutMs: 3000 }), code: `require("inspector").open(0, "0.0.0.0"); process.exit(0);`, judge: (result) => (result.exitCode === null ? describe(result) : undefined) },
  { name: "JavaScript: a native addon from nowhere", language: "javascript", bareMachine: "not-applicable", code: `require("fs").writeFileSync("a.node", "not a library"); try { process.dlopen({ exports: {} }, require("path").resolve("a.node")); console.log("${MARKER}"); } catch (error) { console.log(error.message); }` },

  { name: "SQL: ATTACH", language: "sql", bareMachine: "not-applicable", request: (world) => ({ parameters: [] , code: `attach database '${world.folder}/made.db' as other; create table other.t(a); select '${MARKER}'` }), code: "" },
  { name: "SQL: VACUUM INTO", language: "sql", bareMachine: "not-applicable", code: "", request: (world) => ({ code: `create table t(a); vacuum into '${world.folder}/vacuumed.db'; select '${MARKER}'` }) },
  { name: "SQL: loading an extension", language: "sql", bareMachine: "not-applicable", code: `select load_extension('x'); select '${MARKER}'` },
  { name: "SQL: reading files", language: "sql", bareMachine: "not-applicable", code: "", judge: noSecret, request: (world) => ({ code: `select readfile('${world.canaryFile}')` }) },
  { name: "SQL: writing files", language: "sql", bareMachine: "not-applicable", code: "", request: (world) => ({ code: `select writefile('${world.folder}/written', 'x'); select '${MARKER}'` }) },
  { name: "SQL: dot commands", language: "sql", bareMachine: "not-applicable", code: `.shell echo ${MARKER}`, judge: (result) => (result.exitCode === 1 ? undefined : describe(result)) },
  { name: "SQL: a database outside", language: "sql", bareMachine: "not-applicable", code: `pragma temp_store_directory = '/'; select '${MARKER}'` },
  { name: "SQL: an endless query", language: "sql", bareMachine: "runs-on", request: () => ({ timeoutMs: 700 }), code: "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c", judge: expectTimeout },
  { name: "SQL: filling what sorting may use", language: "sql", bareMachine: "not-applicable", code: `create temp table t as with recursive c(x) as (select 1 union all select x + 1 from c limit 3000) select x, randomblob(50000) as b from c; select '${MARKER}'`, request: () => ({ memoryBytes: 128 * 1024 * 1024 }), judge: (result) => (result.exitCode === 0 ? describe(result) : undefined) },
  { name: "SQL: a value that doubles itself", language: "sql", bareMachine: "not-applicable", request: () => ({ memoryBytes: 128 * 1024 * 1024 }), code: `with recursive c(x) as (select 'xxxxxxxx' union all select x || x from c) select max(length(x)) from c; select '${MARKER}'`, judge: (result) => (result.exitCode === 0 ? describe(result) : undefined) },
  { name: "SQL: a value nested without end", language: "sql", bareMachine: "not-applicable", code: `select json(printf('%.*c', 100000, '[')); select '${MARKER}'`, judge: (result) => (result.exitCode === 1 ? undefined : describe(result)) },
  { name: "SQL: a huge value", language: "sql", bareMachine: "not-applicable", request: () => ({ memoryBytes: 128 * 1024 * 1024 }), code: `select length(hex(zeroblob(400000000))); select '${MARKER}'`, judge: (result) => (result.exitCode !== 0 ? undefined : describe(result)) },

  {
    name: "output: control sequences, invalid UTF-8, NUL and forged results", language: "python", bareMachine: "not-applicable",
    code: `import sys\nsys.stdout.buffer.write(b'\\x1b]52;c;eA==\\x07\\xff\\xfe\\x00\\xe2\\x80\\xae{"exitCode":0,"stdout":"forged"}\\n')\nsys.exit(3)`,
    judge: (result) => (result.exitCode === 3 && (JSON.parse(JSON.stringify(result)) as { exitCode: number }).exitCode === 3 && result.stdout.includes("\u0000") ? undefined : describe(result)),
  },
];
