// Turns a checked request into everything a sandbox needs: files to place, command, environment, mounts.
import { lstatSync, readFileSync } from "node:fs";
import { AssayError } from "../model/errors.ts";
import { findRunLanguage, RUN_LANGUAGES } from "./languages/registry.ts";
import { textFile, type LanguageContext, type LanguagePlan, type LanguageSupport, type SupportFile } from "./languages/language-support.ts";
import { EGRESS_ENVIRONMENT, relaySeeds, relayStart, type Egress } from "./egress/egress.ts";
import { isUsable } from "./packages/build-support.ts";
import type { ExecutionPolicy } from "./policy.ts";
import type { RunRequest } from "./request.ts";
import type { SandboxIdentity } from "./sandbox/identity.ts";
import { findInterpreter, type Interpreter } from "./sandbox/interpreters.ts";
import { launchFile } from "./sandbox/launch-scripts.ts";
import { LAUNCH_FILE } from "./sandbox/launcher.ts";
import { CONTROL_FOLDER, GENERATED_CONFIGURATION } from "./sandbox/sandbox-arguments.ts";
import { tarEnd, tarEntry, tarFileHeader, tarPadding, type SeedEntry } from "./sandbox/tar-stream.ts";
import { archiveFolder, type HostFolder, type Manifest } from "./workspace/host-folder.ts";
import { readRegularFile } from "./workspace/read-regular-file.ts";
import { chooseWorkspacePath } from "./workspace/workspace-path.ts";
import { createHash } from "node:crypto";

/** Installed packages as a run sees them. */
export interface InstalledPackages {
  readonly readOnlyFolders: readonly { readonly source: string; readonly target: string }[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A run, decided but not started. */
export interface RunPlan {
  readonly language: LanguageSupport | undefined;
  readonly workspacePath: string;
  readonly proxySocket: string | undefined;
  readonly readOnlyFolders: readonly { readonly source: string; readonly target: string }[];
  readonly hiddenFolders: readonly string[];
  /** Reads the host as it goes, and fills the manifest with what it placed. */
  readonly seed: Iterable<Buffer>;
  readonly manifest: Manifest;
  readonly ownFiles: ReadonlySet<string>;
  readonly controlBytes: number;
  readonly stdin: Uint8Array | undefined;
  readonly supportFiles: readonly SupportFile[];
}

/** What a plan is made from. */
export interface PlanContext {
  readonly policy: ExecutionPolicy;
  readonly identity: SandboxIdentity | undefined;
  /** The opened working directory of the host, when the request names one. */
  readonly folder: HostFolder | undefined;
  readonly packages: InstalledPackages | undefined;
  readonly cacheFolder: string;
  /** The way out, when the request names hosts. */
  readonly egress?: Egress | undefined;
  /** Whether the language's interpreter is kept for calls to come, instead of running the request's code. */
  readonly isSession?: boolean;
}

const BASE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/tmp",
  TMPDIR: "/tmp",
  USER: "sandbox",
  LANG: "C.UTF-8",
};

const CONTROL_BASE_BYTES = 32 * 1024 * 1024;

/** Plans a run. Throws `language-unknown` or `not-available`. */
export function planRun(request: RunRequest, context: PlanContext): RunPlan {
  const workspacePath = chooseWorkspacePath(context.folder?.path);
  const language = request.language === undefined ? undefined : findRunLanguage(request.language);
  const interpreter = language === undefined ? undefined : findInterpreter(language.interpreter, context.identity);
  const program = prepareProgram(request, context, language, interpreter, workspacePath);
  const isOnline = context.egress !== undefined;
  const environment = {
    ...BASE_ENVIRONMENT,
    ...(isOnline ? EGRESS_ENVIRONMENT : {}),
    ...program.environment,
    ...context.packages?.environment,
    ...request.environment,
  };
  const before = isOnline ? relayStart(findInterpreter("python3", context.identity).path) : [];
  const control: SeedEntry[] = [
    ...[...GENERATED_CONFIGURATION].map(([name, text]): SeedEntry => ({ kind: "file", path: `${CONTROL_FOLDER}/etc/${name}`, content: Buffer.from(text) })),
    { kind: "file", path: LAUNCH_FILE, content: Buffer.from(launchFile(environment, program.command, before)) },
    ...(isOnline ? relaySeeds() : []),
  ];
  const manifest: Manifest = new Map();
  const installation = interpreter?.installationFolder;
  return {
    language,
    workspacePath,
    proxySocket: context.egress?.socket,
    readOnlyFolders: [
      ...(installation === undefined ? [] : [{ source: installation, target: installation }]),
      ...(context.packages?.readOnlyFolders ?? []),
    ],
    // Node's own prefix may hold npm's settings, and those a token.
    hiddenFolders: installation === undefined ? [] : [`${installation}/etc`],
    seed: archive(request, context, program, [...control, ...program.seeds], workspacePath, manifest),
    manifest,
    ownFiles: new Set(program.ownFiles),
    controlBytes: CONTROL_BASE_BYTES + 2 * context.policy.codeBytes + 4 * context.policy.rowBytes,
    supportFiles: program.supportFiles,
    stdin: request.stdin === undefined ? undefined : Buffer.from(request.stdin),
  };
}

function prepareProgram(
  request: RunRequest,
  context: PlanContext,
  language: LanguageSupport | undefined,
  interpreter: Interpreter | undefined,
  workspacePath: string,
): LanguagePlan {
  if (language === undefined || interpreter === undefined) {
    const command = [...(request.command ?? []), ...request.arguments];
    return { command, seeds: [], ownFiles: [], environment: {}, supportFiles: [] };
  }
  if (context.isSession === true) return prepareSession(request, language, interpreter);
  const languageContext: LanguageContext = {
    request,
    workspacePath,
    controlPath: CONTROL_FOLDER,
    interpreterPath: interpreter.path,
    readWorkspaceText: (name) => readTopLevelText(context.folder, name),
    cacheFolder: context.cacheFolder,
    limits: { maximumRows: context.policy.maximumRows, rowBytes: context.policy.rowBytes },
  };
  return language.prepare(languageContext);
}

function prepareSession(request: RunRequest, language: LanguageSupport, interpreter: Interpreter): LanguagePlan {
  if (language.session === undefined) {
    throw new AssayError({
      code: "usage",
      message: `There are no sessions for ${language.id}.`,
      nextStep: `Open one for: ${RUN_LANGUAGES.filter((known) => known.session !== undefined).map((known) => known.id).join(", ")}.`,
    });
  }
  const driver = `${CONTROL_FOLDER}/${language.session.fileName}`;
  return {
    command: [interpreter.path, ...language.session.flags, driver, ...request.arguments],
    seeds: [textFile(driver, language.session.text)],
    ownFiles: [],
    environment: { PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf-8" },
    supportFiles: [],
  };
}

const MAXIMUM_TOP_LEVEL_BYTES = 1024 * 1024;

/** Never through a link, never waiting for a pipe, never more than a bound: what lies in the folder may be hostile. */
function readTopLevelText(folder: HostFolder | undefined, name: string): string | undefined {
  if (folder === undefined) return undefined;
  const path = `/proc/self/fd/${folder.descriptor}/${name}`;
  // Whatever else has that name, it is taken all the same; only a missing entry is free.
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  return readRegularFile(path, MAXIMUM_TOP_LEVEL_BYTES)?.toString("utf8") ?? "";
}

/** First the copy of the host's folder, then what the request places, then the program: later entries win. */
function* archive(
  request: RunRequest,
  context: PlanContext,
  program: LanguagePlan,
  seeds: readonly SeedEntry[],
  workspacePath: string,
  manifest: Manifest,
): Generator<Buffer> {
  if (context.folder !== undefined) yield* archiveFolder(context.folder, workspacePath, context.policy, manifest);
  for (const file of request.files) {
    const content = Buffer.from(file.content);
    refuseWayThroughLink(file.path, manifest);
    manifest.set(file.path, { kind: "file", sizeBytes: content.length, hash: createHash("sha256").update(content).digest("hex"), executable: false });
    yield* tarEntry({ kind: "file", path: `${workspacePath}/${file.path}`, content });
  }
  for (const seed of seeds) yield* tarEntry(seed);
  for (const file of program.supportFiles) {
    if (!isUsable(file)) continue;
    const content = readFileSync(file.source);
    yield* tarFileHeader(file.path, content.length, false);
    yield content;
    yield tarPadding(content.length);
  }
  yield tarEnd();
}

/** A placed file must land at its own path and not where a link of the copied folder leads. */
function refuseWayThroughLink(path: string, manifest: Manifest): void {
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count += 1) {
    const parent = parts.slice(0, count).join("/");
    if (manifest.get(parent)?.kind === "link") {
      throw new AssayError({
        code: "path-outside-root",
        message: `The file ${JSON.stringify(path)} would be placed through the symbolic link ${JSON.stringify(parent)}.`,
        nextStep: "Place it below a folder that is none.",
      });
    }
  }
}
