// Runs many proofs, each in a process and a folder of its own, and prints a line of JSON for each as it ends.
//
// Standard input holds the jobs: `[{id, proof, folder, overlay?, deleted?, request: {file, callable, parameter}}]`.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const JOB_MS = 30_000;
const AT_ONCE = 2;
const jobs = JSON.parse(readFileSync(0, "utf8"));

// The same jobs have the same names of folders: what a proof tells is the same on each run.
const waiting = jobs.map((job, number) => ({ ...job, proof: resolve(job.proof), home: join(tmpdir(), `proof-${number}`) }));
await Promise.all(Array.from({ length: AT_ONCE }, work));

async function work() {
  for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
    const answer = await run(job);
    process.stdout.write(`${JSON.stringify({ id: job.id, answer })}\n`);
    rmSync(job.home, { recursive: true, force: true });
  }
}

function run({ home, folder, overlay, deleted = [], proof, request }) {
  const place = join(home, "work");
  mkdirSync(home);
  cpSync(folder, place, { recursive: true, verbatimSymlinks: true, filter: (path) => !/^(?:node_modules|\.git|\.assay-.*)$/.test(basename(path)) });
  if (overlay !== undefined) cpSync(overlay, place, { recursive: true });
  for (const name of deleted) rmSync(join(place, name));
  return new Promise((finish) => {
    // The answer comes through a pipe of its own: what the program prints is another matter.
    const child = spawn(process.execPath, [...process.execArgv, proof, JSON.stringify(request)], { cwd: place, env: { ...process.env, TMPDIR: home }, stdio: ["ignore", "ignore", "pipe", "pipe"], detached: true });
    let answer = "";
    let complaint = "";
    child.stdio[3].on("data", (part) => (answer += part));
    child.stderr.on("data", (part) => (complaint = (complaint + part).slice(-2000)));
    const end = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(end, JOB_MS);
    child.on("exit", () => end());
    child.on("close", () => {
      clearTimeout(timer);
      finish(read(answer) ?? { exploited: false, benign: null, problem: complaint.trim().split("\n").at(-1) || "the proof gave no answer in time" });
    });
  });
}

function read(text) {
  try {
    return JSON.parse(text.trim().split("\n").at(-1));
  } catch {
    return undefined;
  }
}
