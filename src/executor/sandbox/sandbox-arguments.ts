// Turns what a run needs into bubblewrap's arguments: namespaces, an allow-list of mounts, nothing of the host else.
import { lstatSync, readdirSync, readlinkSync, statSync } from "node:fs";
import type { Defence, RemovedDefences } from "./defences.ts";

/** The folder inside the sandbox through which the executor and its drivers talk. */
export const CONTROL_FOLDER = "/assay";

/** The user and group that programs see themselves as. */
export const INSIDE_USER = 1000;

/** What differs from run to run. */
export interface SandboxShape {
  /** Where the workspace is mounted; programs start there. */
  readonly workspacePath: string;
  readonly workspaceBytes: number;
  readonly temporaryBytes: number;
  readonly controlBytes: number;
  /** Host folders to show read-only beside the system's own. */
  readonly readOnlyFolders: readonly { readonly source: string; readonly target: string }[];
  /** Folders below those that must not be seen. */
  readonly hiddenFolders?: readonly string[];
  /** A Unix socket of the host that leads to the allow-listing proxy, where the run may reach hosts. */
  readonly proxySocket?: string;
}

// Public configuration without which interpreters misbehave. Nothing here may hold a secret.
const SYSTEM_CONFIGURATION = [
  "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types",
  "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/python3", "/etc/python3.11", "/etc/python3.12", "/etc/python3.13",
];

/** Settings of programs below /usr, where operators keep tokens of registries for one. */
const LOCAL_CONFIGURATION = ["/usr/etc", "/usr/local/etc"];

/** Files of /etc that the executor writes itself, as links into the control folder. */
export const GENERATED_CONFIGURATION: ReadonlyMap<string, string> = new Map([
  ["passwd", `root:x:0:0:root:/:/bin/false\nsandbox:x:${INSIDE_USER}:${INSIDE_USER}::/tmp:/bin/bash\n`],
  ["group", `root:x:0:\nsandbox:x:${INSIDE_USER}:\n`],
  ["hosts", "127.0.0.1 localhost sandbox\n::1 localhost\n"],
  ["nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"],
]);

const SYSTEM_FOLDERS = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

/** The arguments in front of the program, in the order in which bubblewrap applies them. */
export function buildSandboxArguments(shape: SandboxShape, removed: RemovedDefences): string[] {
  const unless = (defence: Defence, ...values: string[]): string[] => (removed.has(defence) ? [] : values);
  const sized = (defence: Defence, bytes: number, path: string): string[] => [
    ...unless(defence, "--size", String(bytes)),
    "--tmpfs",
    path,
  ];
  return [
    "--unshare-user", "--uid", String(INSIDE_USER), "--gid", String(INSIDE_USER),
    ...unless("unshare-ipc", "--unshare-ipc"),
    ...unless("unshare-pid", "--unshare-pid"),
    ...unless("unshare-net", "--unshare-net"),
    ...unless("unshare-uts", "--unshare-uts", "--hostname", "sandbox"),
    ...unless("unshare-cgroup", "--unshare-cgroup-try"),
    ...unless("disable-userns", "--disable-userns"),
    ...unless("die-with-parent", "--die-with-parent"),
    ...unless("new-session", "--new-session"),
    ...(removed.has("drop-capabilities") ? ["--cap-add", "ALL"] : ["--cap-drop", "ALL"]),
    "--clearenv",
    ...systemMounts(removed),
    ...(removed.has("private-proc") ? ["--ro-bind", "/proc", "/proc"] : ["--proc", "/proc", ...unless("hide-first-process", "--tmpfs", "/proc/1", "--remount-ro", "/proc/1"), ...unless("read-only-settings", "--ro-bind-try", "/proc/sys", "/proc/sys")]),
    // The inner script is the first process, so that bubblewrap itself waits for it and leaves no dead one behind.
    ...unless("unshare-pid", "--as-pid-1"),
    ...(removed.has("private-dev") ? ["--dev-bind", "/dev", "/dev"] : ["--dev", "/dev"]),
    ...sized("sized-shm", shape.temporaryBytes, "/dev/shm"),
    ...(removed.has("private-dev") ? [] : unless("read-only-dev", "--remount-ro", "/dev")),
    ...sized("sized-tmp", shape.temporaryBytes, "/tmp"),
    "--size", String(shape.controlBytes), "--tmpfs", CONTROL_FOLDER,
    ...[...GENERATED_CONFIGURATION.keys()].flatMap((name) => ["--symlink", `${CONTROL_FOLDER}/etc/${name}`, `/etc/${name}`]),
    ...shape.readOnlyFolders.flatMap(({ source, target }) => ["--ro-bind", source, target]),
    ...unless("hide-local-configuration", ...[...LOCAL_CONFIGURATION, ...(shape.hiddenFolders ?? [])].flatMap(hide)),
    ...sized("sized-workspace", shape.workspaceBytes, shape.workspacePath),
    ...(shape.proxySocket === undefined ? [] : ["--bind", shape.proxySocket, `${CONTROL_FOLDER}-proxy`]),
    ...unless("read-only-root", "--remount-ro", "/"),
    "--chdir", shape.workspacePath,
  ];
}

function systemMounts(removed: RemovedDefences): string[] {
  const bind = removed.has("read-only-system") ? "--bind" : "--ro-bind";
  return [
    ...(removed.has("mount-allow-list") ? wholeHost() : ["--symlink", "/tmp", "/var/tmp"]),
    bind, "/usr", "/usr",
    ...SYSTEM_FOLDERS.flatMap((name) => mirrorSystemFolder(name)),
    ...SYSTEM_CONFIGURATION.flatMap((path) => ["--ro-bind-try", path, path]),
  ];
}

/** Covers a folder by an empty one. One that is not there cannot be covered, and need not be. */
function hide(folder: string): string[] {
  const isThere = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return isThere ? ["--tmpfs", folder, "--remount-ro", folder] : [];
}

/** What an allow-list is there to prevent: everything at the top of the host that nothing else is mounted on. */
function wholeHost(): string[] {
  const mountedOtherwise = new Set(["usr", "etc", "proc", "dev", "tmp", "sys", ...SYSTEM_FOLDERS]);
  const names = readdirSync("/").filter((name) => !mountedOtherwise.has(name) && statSync(`/${name}`).isDirectory());
  return names.flatMap((name) => ["--ro-bind", `/${name}`, `/${name}`]);
}

/** Distributions differ in whether /bin and its like are folders or links into /usr. */
function mirrorSystemFolder(name: string): string[] {
  const status = lstatSync(`/${name}`, { throwIfNoEntry: false });
  if (status === undefined) return [];
  return status.isSymbolicLink() ? ["--symlink", readlinkSync(`/${name}`), `/${name}`] : ["--ro-bind", `/${name}`, `/${name}`];
}
