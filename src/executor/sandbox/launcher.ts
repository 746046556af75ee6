// Starts one program inside the sandbox, feeds it, and hands its process and folders to the supervisor.
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Duplex, Readable, Writable } from "node:stream";
import { AssayError } from "../../model/errors.ts";
import type { MemoryEnforcement } from "../result.ts";
import { withAnonymousFile } from "./anonymous-file.ts";
import type { RunCgroup } from "./run-cgroup.ts";
import { killQuietly } from "./cgroup-files.ts";
import type { RemovedDefences } from "./defences.ts";
import type { SandboxIdentity } from "./identity.ts";
import { DESCRIPTORS, innerScript, outerScript } from "./launch-scripts.ts";
import { prlimitArguments, type RunLimits } from "./limits.ts";
import { buildSandboxArguments, CONTROL_FOLDER, type SandboxShape } from "./sandbox-arguments.ts";
import { SandboxFolders } from "./sandbox-folders.ts";
import { assembleSeccompFilter } from "./seccomp-filter.ts";
import type { SystemTools } from "./system-tools.ts";

/** Where the launch file is placed by the seed. */
export const LAUNCH_FILE = `${CONTROL_FOLDER}/launch`;

/** Everything about one start that is decided before it. */
export interface LaunchOptions {
  readonly tools: SystemTools;
  readonly identity: SandboxIdentity | undefined;
  readonly shape: SandboxShape;
  readonly limits: RunLimits;
  readonly memoryEnforcement: MemoryEnforcement;
  readonly cgroup: RunCgroup | undefined;
  readonly stdin: Uint8Array | "stream" | undefined;
  /** The archive that is unpacked inside before the program starts; it must hold {@link LAUNCH_FILE}. */
  readonly seed: Iterable<Uint8Array>;
  readonly removed: RemovedDefences;
}

/** A sandbox that is mounted and filled, and whose program waits for {@link StartedSandbox.begin}. */
export interface StartedSandbox {
  readonly child: ChildProcess;
  /** The first process of the sandbox's process namespace, as the host numbers it. */
  readonly firstProcess: number;
  readonly folders: SandboxFolders;
  /** Bytes of the seed archive, which the folders hold before the program starts. */
  readonly seedBytes: number;
  /** What the inner script said so far: the shell's `times` before the program and, once it has ended, after it. */
  readonly times: () => string;
  /** Lets the program start. */
  begin(): void;
  /** Ends every process of the sandbox at once. */
  kill(): void;
}

const STARTUP_TIMEOUT_MS = 60_000;
/** On a busy machine the kernel takes its time over ending a whole namespace; before that the run has not ended. */
const FOLLOW_GRACE_MS = 10_000;
const INFORMATION_GRACE_MS = 5000;
const COMPLAINT_GRACE_MS = 1000;
const MAXIMUM_MESSAGE_BYTES = 64 * 1024;

/** Prepares a sandbox. Throws `isolation-unavailable` when it cannot be built, or what the seed throws. */
export async function startSandbox(options: LaunchOptions): Promise<StartedSandbox> {
  const child = spawnOuter(options);
  const pipe = (number: number): Duplex => child.stdio[number] as Duplex; // opened as pipes by spawnOuter
  const times = collectText(pipe(DESCRIPTORS.times));
  const information = collectText(pipe(DESCRIPTORS.information));
  const complaints = collectText(child.stderr as Readable); // a pipe, see spawnOuter
  for (const stream of child.stdio) stream?.on("error", ignoreBrokenPipe);
  const handshake = makeHandshake(child, pipe(DESCRIPTORS.control), () => complaints.text());
  pipe(DESCRIPTORS.information).on("data", handshake.wake);
  let folders: SandboxFolders | undefined;
  let firstProcess = 0;
  const kill = (): void => killSandbox(child, firstProcess, options);
  try {
    if (child.pid !== undefined) await options.cgroup?.add(child.pid);
    pipe(DESCRIPTORS.go).end("go\n");
    // The archive is made while the kernel mounts; what goes wrong with it is told below, where it is waited for.
    const seeding = writeSeed(pipe(DESCRIPTORS.seed), options.seed);
    seeding.catch(() => {});
    await handshake.expect("r");
    // Bubblewrap wrote it before, but the streams are read in any order.
    await handshake.until(() => (firstProcess = readChildPid(information.text())) > 0, INFORMATION_GRACE_MS);
    folders = new SandboxFolders(firstProcess, options.shape.workspacePath);
    const seedBytes = await seeding;
    await handshake.expect("s");
    complaints.detach();
    return {
      child,
      firstProcess,
      folders,
      seedBytes,
      times: times.text,
      begin: () => pipe(DESCRIPTORS.control).end("go\n"),
      kill,
    };
  } catch (error) {
    kill();
    folders?.close();
    for (const stream of child.stdio) stream?.destroy();
    throw error;
  } finally {
    handshake.release();
  }
}

function spawnOuter(options: LaunchOptions): ChildProcess {
  const { tools, identity, removed } = options;
  const sandboxArguments = buildSandboxArguments(options.shape, removed);
  const list = Buffer.from(sandboxArguments.map((argument) => `${argument}\0`).join(""));
  const filter = assembleSeccompFilter(process.arch, { allowUnixSockets: options.shape.proxySocket !== undefined });
  const user = identity === undefined || removed.has("drop-user") ? {} : { uid: identity.userId, gid: identity.groupId };
  const command = [
    "-c", outerScript({ hasStdin: options.stdin !== undefined, groups: options.cgroup?.joinFiles.length ?? 0, keepDescriptors: removed.has("close-descriptors") }), "assay", tools.cat,
    tools.bubblewrap,
    "--args", String(DESCRIPTORS.arguments),
    "--info-fd", String(DESCRIPTORS.information),
    ...(removed.has("seccomp") ? [] : ["--seccomp", String(DESCRIPTORS.filter)]),
    "--",
    tools.prlimit, ...prlimitArguments(options.limits, options.memoryEnforcement, removed), "--",
    tools.shell, "-c", innerScript(tools.tar, LAUNCH_FILE, removed.has("close-descriptors")),
  ];
  const groups = (options.cgroup?.joinFiles ?? []).map((path) => openSync(path, "w"));
  try {
    return withAnonymousFile(list, (listDescriptor) =>
      withAnonymousFile(filter, (filterDescriptor) =>
        spawn(tools.bash, command, {
          ...user,
          cwd: "/",
          env: removed.has("empty-environment") ? process.env : {},
          stdio: [options.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe", "pipe", "pipe", "pipe", "pipe", "pipe", listDescriptor, filterDescriptor, ...groups],
        }),
      ),
    );
  } finally {
    for (const descriptor of groups) closeSync(descriptor);
  }
}

/** Killing the namespace's first process ends all others; bubblewrap waits for it and follows by itself. */
function killSandbox(child: ChildProcess, firstProcess: number, options: LaunchOptions): void {
  // Once the child has been waited for, its number and its children's may belong to strangers.
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (options.removed.has("whole-tree-kill") || firstProcess === 0) {
    child.kill("SIGKILL");
    return;
  }
  killQuietly(firstProcess);
  options.cgroup?.kill();
  setTimeout(() => child.kill("SIGKILL"), FOLLOW_GRACE_MS).unref();
}

interface Handshake {
  /** Waits for a letter of the inside. */
  expect(letter: string): Promise<void>;
  /** Waits for anything else, for so long; `wake` makes it look again. */
  until(isReached: () => boolean, withinMs: number): Promise<void>;
  wake(): void;
  release(): void;
}

/** Waits for the inside's letters; an early end or too long a wait means that no sandbox could be built. */
function makeHandshake(child: ChildProcess, control: Duplex, complaints: () => string): Handshake {
  let received = "";
  let isOver = false;
  let wake = (): void => {};
  const end = (): void => {
    isOver = true;
    wake();
  };
  const receive = (chunk: Buffer): void => {
    received += chunk.toString("latin1");
    wake();
  };
  control.on("data", receive);
  child.on("error", end);
  // After the streams have closed all complaints are in; a stream that somebody holds open is not waited for.
  child.on("close", end);
  const endSoon = (): void => {
    setTimeout(end, COMPLAINT_GRACE_MS).unref();
  };
  child.on("exit", endSoon);
  const until = async (isReached: () => boolean, withinMs: number): Promise<void> => {
    const limit = setTimeout(end, withinMs);
    try {
      while (!isReached()) {
        if (isOver) throw cannotBuild(complaints());
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      clearTimeout(limit);
    }
  };
  return {
    until,
    wake: () => wake(),
    expect: (letter) => until(() => received.includes(letter), STARTUP_TIMEOUT_MS),
    release: () => {
      control.off("data", receive);
      control.resume();
      child.off("exit", endSoon);
      child.off("close", end);
    },
  };
}

function cannotBuild(complaint: string): AssayError {
  const lastLine = complaint.trim().split("\n").at(-1) ?? "";
  const lacksNamespaces = /namespace|uid map|Operation not permitted|No space left/i.test(lastLine);
  return new AssayError({
    code: "isolation-unavailable",
    message: `The sandbox could not be built${lastLine === "" ? "." : `: ${lastLine}`}`,
    nextStep: lacksNamespaces
      ? "Allow user namespaces: `sysctl user.max_user_namespaces=15000`, on Debian before 11 also `kernel.unprivileged_userns_clone=1`, on Ubuntu an AppArmor profile for bwrap; in a container allow them in its security profile."
      : "Run `assay doctor` to see what isolation lacks here.",
  });
}

function readChildPid(information: string): number {
  return Number(/"child-pid":\s*(\d+)/.exec(information)?.[1] ?? 0);
}

interface CollectedText {
  text(): string;
  detach(): void;
}

function collectText(stream: Readable): CollectedText {
  let text = "";
  const add = (chunk: Buffer): void => {
    if (text.length < MAXIMUM_MESSAGE_BYTES) text += chunk.toString("utf8");
  };
  stream.on("data", add);
  return {
    text: () => text,
    detach: () => {
      stream.pause();
      stream.off("data", add);
    },
  };
}

/** Writes the archive with back-pressure and returns its length in bytes. */
async function writeSeed(stream: Writable, seed: Iterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for (const block of seed) {
    bytes += block.byteLength;
    if (!stream.write(block) && !stream.destroyed) await drained(stream);
  }
  stream.end();
  return bytes;
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.on("drain", done);
    stream.on("close", done);
  });
}

/** A reader that went away is seen by its exit; the write error adds nothing. */
function ignoreBrokenPipe(): void {}
