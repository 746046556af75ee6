// The contract of a language that can be run: how its code becomes files and a command, and what comes back.
import type { SeedEntry } from "../sandbox/tar-stream.ts";
import type { PackageSupport } from "../packages/package-support.ts";
import type { RunRequest } from "../request.ts";
import type { SqlValue } from "../result.ts";

/** The interpreters that languages run on. */
export type InterpreterName = "python3" | "node" | "bash";

/** What a language knows about the run it prepares. */
export interface LanguageContext {
  readonly request: RunRequest;
  /** Absolute path of the working directory inside the sandbox. */
  readonly workspacePath: string;
  /** Absolute path inside the sandbox of the folder for drivers and their results. */
  readonly controlPath: string;
  /** Absolute path of the language's interpreter inside the sandbox. */
  readonly interpreterPath: string;
  /** The text of a file at the top of the workspace, or undefined when there is none. */
  readonly readWorkspaceText: (name: string) => string | undefined;
  /** A folder of the host in which files that make things faster are kept; only the service may write there. */
  readonly cacheFolder: string;
  readonly limits: { readonly maximumRows: number; readonly rowBytes: number };
}

/** A host file that a language's driver needs inside. */
export interface SupportFile {
  readonly source: string;
  readonly path: string;
  /** For a file that only makes things faster: the command that makes it, given the path to write to as its last word. */
  readonly build?: readonly string[];
}

/** What to place and what to run. */
export interface LanguagePlan {
  readonly command: readonly string[];
  readonly seeds: readonly SeedEntry[];
  /** Files of this list are the executor's own and never artifacts; relative to the workspace. */
  readonly ownFiles: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly supportFiles: readonly SupportFile[];
}

/** Rows that a driver wrote, checked. */
export interface ReturnedRows {
  readonly rows: readonly (readonly SqlValue[])[];
  readonly columns: readonly string[];
  readonly isTruncated: boolean;
}

/** One language. */
export interface LanguageSupport {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly interpreter: InterpreterName;
  /** Whether its code is shell text, to which an operator's lists of commands apply. */
  readonly isShell?: boolean;
  prepare(context: LanguageContext): LanguagePlan;
  /** How this language's packages are had; without it a request for packages is refused. */
  readonly packages?: PackageSupport;
  /**
   * Memory beyond the run's own that the interpreter sets aside without using it, which the data limit counts all the
   * same where no control group holds the memory.
   */
  readonly reservedBytes?: number;
  /** Matches the end of stderr when the interpreter itself says that memory was used up. */
  readonly outOfMemoryMessage?: RegExp;
  /** The text of the driver that keeps this language's interpreter between the calls of a session, and its file name. */
  readonly session?: { readonly fileName: string; readonly text: string; readonly flags: readonly string[] };
  /** The driver's file inside the control folder that holds rows, and its reader. */
  readonly rowsFile?: string;
  readonly readRows?: (text: string) => ReturnedRows | undefined;
}

/** A name for the program's own file that no file of the workspace has. */
export function chooseMainFile(context: LanguageContext, extension: string): string {
  const isTaken = (name: string): boolean =>
    context.request.files.some((file) => file.path === name) || context.readWorkspaceText(name) !== undefined;
  let name = `main.${extension}`;
  for (let number = 1; isTaken(name); number += 1) name = `main-${number}.${extension}`;
  return name;
}

/** A text file to place. */
export function textFile(path: string, text: string): SeedEntry {
  return { kind: "file", path, content: Buffer.from(text) };
}
