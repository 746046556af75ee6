// Starts git so that a hostile repository cannot run code, write, wait for ever or fill the memory.

import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, resolve, sep } from "node:path";

/** Git may take this long for one question. */
const timeoutMs = 60_000;

/** Git may answer with this much: the names of about five million files. */
const maxOutputBytes = 512 * 1024 * 1024;

/** The end of what git wrote to stderr is kept up to this size. */
const keptErrorUnits = 20_000;

export interface GitCommand {
  /** Absolute path of the work tree's top. */
  readonly root: string;
  readonly arguments: readonly string[];
  readonly input?: string | Uint8Array;
  /** Further `-c` settings, for instance to switch filters off. */
  readonly settings?: readonly string[];
}

/** The fields of an answer with `-z`. */
export function splitNul(output: Buffer): string[] {
  return output.toString("utf8").split("\0").filter((field) => field !== "");
}

export type GitAnswer =
  | { readonly ok: true; readonly output: Buffer; /** What git wrote to stderr, in English, its end where it is long. */ readonly warnings: string }
  /** One sentence without the full stop; `isMissing` where there is no git on this machine. */
  | { readonly ok: false; readonly failure: string; readonly isMissing: boolean };

/** Settings of a repository that name programs, and what else a read should not do. */
const safeSettings: readonly string[] = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.pager=cat",
  "core.sshCommand=false",
  "core.askPass=false",
  "core.untrackedCache=false",
  "credential.helper=",
  "diff.external=",
  "gpg.program=false",
  "log.showSignature=false",
  "protocol.allow=never",
  "submodule.recurse=false",
];

/** Variables that would lead git elsewhere than to the root it is given, or run programs. */
const variablesLeftOut: readonly string[] = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_NAMESPACE",
  "GIT_COMMON_DIR",
  "GIT_EXTERNAL_DIFF",
  "GIT_CEILING_DIRECTORIES",
  "GIT_LITERAL_PATHSPECS",
  "GIT_GLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
];

/** Runs one git command and collects its output. Never throws. */
export async function runGit(command: GitCommand): Promise<GitAnswer> {
  // Loaded with the first question: it brings half of Node's network along.
  const { spawn } = await import("node:child_process");
  return new Promise((resolveAnswer) => {
    const child = spawn("git", argumentsOf(command), { cwd: command.root, env: environmentOf(command.root), stdio: "pipe" });
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    let errors = "";
    let broken: string | undefined;
    const stop = (failure: string): void => {
      broken ??= failure;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop(`git gave no answer within ${timeoutMs / 1000} s`), timeoutMs);
    child.stdout.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxOutputBytes) stop(`git's answer is longer than ${maxOutputBytes} bytes`);
      else chunks.push(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-keptErrorUnits);
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      // A folder that is gone gives the same code as a program that is not there.
      const isMissing = "code" in error && error.code === "ENOENT" && existsSync(command.root);
      resolveAnswer({ ok: false, isMissing, failure: isMissing ? "there is no git on this machine" : error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (broken === undefined && code === 0) resolveAnswer({ ok: true, output: Buffer.concat(chunks), warnings: errors });
      else resolveAnswer({ ok: false, isMissing: false, failure: broken ?? firstLine(errors, code) });
    });
    // Git may end before it has read everything: its exit code tells, not the broken pipe.
    child.stdin.on("error", () => undefined);
    child.stdin.end(command.input);
  });
}

/**
 * The repository's own folder: `.git`, or where a `.git` file points. Naming it spares git's own search, and with it
 * the ownership check that fails in many containers; what that check guards against is switched off above.
 */
export function gitFolderOf(root: string): string {
  const entry = join(root, ".git");
  // Anything but a file is the repository itself, or nothing that git could use.
  if (statSync(entry, { throwIfNoEntry: false })?.isFile() !== true) return entry;
  const pointer = /^gitdir: (.+?)\r?\n?$/.exec(readFileSync(entry, "utf8"));
  return pointer === null ? entry : resolve(root, pointer[1]!);
}

function argumentsOf(command: GitCommand): string[] {
  const settings = [...safeSettings, ...(command.settings ?? [])].flatMap((setting) => ["-c", setting]);
  return [
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    `--git-dir=${gitFolderOf(command.root)}`,
    `--work-tree=${command.root}`,
    ...settings,
    ...command.arguments,
  ];
}

function environmentOf(root: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  const index = indexFileOf(root, environment["GIT_INDEX_FILE"]);
  for (const name of variablesLeftOut) delete environment[name];
  if (index !== undefined) environment["GIT_INDEX_FILE"] = index;
  return {
    ...environment,
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
    // No transport is called "none": objects that are missing from a partial clone are not fetched.
    GIT_ALLOW_PROTOCOL: "none",
  };
}

/** `git commit FILE` hands its hooks a temporary index: it counts where it belongs to this very repository. */
function indexFileOf(root: string, file: string | undefined): string | undefined {
  if (file === undefined || file === "") return undefined;
  const absolute = isAbsolute(file) ? file : join(root, file);
  if (!existsSync(absolute)) return undefined;
  const folder = realpathSync(gitFolderOf(root));
  return realpathSync(absolute).startsWith(folder + sep) ? absolute : undefined;
}

function firstLine(errors: string, code: number | null): string {
  const lines = errors.split("\n").filter((line) => line !== "");
  const line = lines.find((text) => /^(fatal|error):/.test(text)) ?? lines[0];
  return line === undefined ? `git ended with exit code ${code}` : line.replace(/^(fatal|error): /, "git: ");
}
