// Reads the history of the head: its commits, and which files they changed.

import { AssayError } from "../model/errors.ts";
import { runGit, splitNul } from "./run-git.ts";

export interface HistoryCommit {
  /** Full hash. */
  readonly hash: string;
  /** YYYY-MM-DD, UTC. */
  readonly date: string;
  /** First line of the message. */
  readonly subject: string;
}

/** The last commits of the head's own line, the newest first. Throws `git-failed`. */
export async function listCommits(root: string, count: number): Promise<readonly HistoryCommit[]> {
  const output = await ask(root, ["log", "-z", "--first-parent", `--max-count=${count}`, "--format=%H %ct %s", "HEAD", "--"]);
  return fieldsOf(output).map((record) => {
    const [hash, seconds] = record.split(" ", 2);
    return { hash: hash!, date: new Date(Number(seconds) * 1_000).toISOString().slice(0, 10), subject: record.slice(hash!.length + seconds!.length + 2) };
  });
}

/** How many of the last commits changed each path; merges count as none. Throws `git-failed`. */
export async function countChanges(root: string, count: number): Promise<ReadonlyMap<string, number>> {
  const output = await ask(root, ["log", "-z", "--no-merges", `--max-count=${count}`, "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "--format=", "HEAD", "--"]);
  const changes = new Map<string, number>();
  for (const path of fieldsOf(output)) changes.set(path, (changes.get(path) ?? 0) + 1);
  return changes;
}

async function ask(root: string, question: readonly string[]): Promise<Buffer> {
  const answer = await runGit({ root, arguments: question });
  if (answer.ok) return answer.output;
  throw new AssayError({ code: "git-failed", message: `Git cannot tell the history: ${answer.failure}.`, nextStep: "Run in a git work tree that has a commit." });
}

/** Git puts a line's end in front of what follows a commit's own format. */
function fieldsOf(output: Buffer): string[] {
  return splitNul(output).map((field) => field.replace(/^\n/, "")).filter((field) => field !== "");
}
