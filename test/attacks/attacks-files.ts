// Attacks that read or change what lies outside the sandbox.

import { type Attack, describe, MARKER } from "./attack.ts";
import { SECRET_VARIABLE, type World } from "./world.ts";

const inProject = (world: World) => ({ workingDirectory: world.project, diff: true });
const canary = (world: World) => [world.canaryFile];
const keepsSecret = (result: { readonly stdout: string; readonly stderr: string; readonly diff?: string }, world: World) =>
  result.stdout.includes(world.secret) || result.stderr.includes(world.secret) || result.diff?.includes(world.secret) === true ? "the secret came out" : undefined;

/** Prints the marker when the file named by the first argument can be read. */
const READ = `
import sys
for path in sys.argv[1:]:
    try:
        print("${MARKER}", open(path).read())
    except OSError as error:
        print(error)`;

/** The mount's own flags say whether writing is refused by the file system, whoever asks. */
const isWritable = (path: string) => `import os\nif not os.statvfs(${JSON.stringify(path)}).f_flag & os.ST_RDONLY: print("${MARKER}")`;

/** All of them. */
export const fileAttacks: readonly Attack[] = [
  { name: "reading a host file by its path", language: "python", code: READ, arguments: canary, proves: ["mount-allow-list"], judge: keepsSecret },
  { name: "reading upwards", language: "python", code: READ, arguments: (world) => [`${"../".repeat(20)}${world.canaryFile.slice(1)}`], judge: keepsSecret },
  { name: "keys and tokens of a home folder", language: "python", code: READ, arguments: (world) => [".ssh/id_ed25519", ".aws/credentials", ".npmrc"].map((name) => `${world.home}/${name}`), proves: ["mount-allow-list"], judge: keepsSecret },
  { name: "the service's own store", language: "python", code: READ, arguments: (world) => [`${world.home}/.config/assay/store.db`], judge: keepsSecret },
  { name: "links of the working directory", language: "python", code: READ, request: inProject, arguments: (world) => [`${world.project}/link-to-file`, `${world.project}/link-to-folder/canary.txt`], judge: keepsSecret },
  {
    name: "a link left as an artifact", language: "python", request: inProject, arguments: canary, bareMachine: "not-applicable",
    code: "import os, sys\nos.symlink(sys.argv[1], 'out.txt')\nos.symlink('/', 'root')\nos.unlink('readme.txt'); os.symlink(sys.argv[1], 'readme.txt')",
    judge: (result, world) => keepsSecret(result, world) ?? (result.artifacts === undefined ? undefined : describe(result)),
  },
  { name: "a hard link to a host file", language: "python", arguments: canary, code: `import os, sys\nos.link(sys.argv[1], os.path.join(os.path.dirname(sys.argv[1]), "linked"))\nprint("${MARKER}")\nos.unlink(os.path.join(os.path.dirname(sys.argv[1]), "linked"))` },
  { name: "writing to a host file", language: "bash", arguments: (world) => [`${world.folder}/written`], code: `echo x > "$1" && echo ${MARKER} && rm "$1"` },
  { name: "a start-up file named by the service's environment", language: "bash", bareMachine: "not-applicable", proves: ["empty-environment"], code: "true" },
  { name: "the first process' environment", language: "python", removed: ["hide-first-process"], code: `
import glob
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        if "${SECRET_VARIABLE}" in open(path).read():
            print("${MARKER}", path)
    except OSError:
        pass` },
  { name: "host processes through /proc", language: "python", arguments: (world) => [String(world.servicePid)], proves: ["private-proc"], code: `
import os, sys
if os.path.exists(f"/proc/{sys.argv[1]}/cmdline") and "node" in open(f"/proc/{sys.argv[1]}/cmdline").read():
    print("${MARKER}")` },
  { name: "other roots, memory and descriptors through /proc", language: "python", arguments: canary, judge: keepsSecret, bareMachine: "root-only", code: `
import glob, os, sys
for pid in os.listdir("/proc"):
    if not pid.isdigit() or int(pid) == os.getpid(): continue
    for path in [f"/proc/{pid}/root{sys.argv[1]}", f"/proc/{pid}/cwd/..{sys.argv[1]}"]:
        try:
            print("${MARKER}", open(path).read())
        except OSError:
            pass` },
  { name: "inherited descriptors", language: "python", bareMachine: "not-applicable", proves: ["close-descriptors"], code: `
import os
for name in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink("/proc/self/fd/" + name)
    except OSError:
        continue
    if int(name) > 2 and not target.startswith("/proc/"):
        print("${MARKER}", name, target)` },
  {
    name: "a git hook", language: "bash", request: inProject, bareMachine: "not-applicable",
    code: "mkdir -p .git/hooks && echo 'touch pwned' > .git/hooks/pre-commit; cat .git/config; echo made > made.txt",
    judge: (result, world) => keepsSecret(result, world) ?? (result.diff?.includes(".git/hooks") === true || result.artifacts?.length !== 1 ? describe(result) : undefined),
  },
  { name: "device nodes", language: "python", bareMachine: "root-only", code: `import os, stat\nos.mknod("null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))\nprint("${MARKER}")` },
  { name: "devices of the host", language: "python", proves: ["private-dev"], code: `
import os, stat
for name in os.listdir("/dev"):
    mode = os.lstat("/dev/" + name).st_mode
    if stat.S_ISBLK(mode) or name in ("kmsg", "mem", "fuse", "kvm", "vsock", "net"):
        print("${MARKER}", name)` },
  {
    name: "a pipe, a socket and a giant as output", language: "python", request: inProject, bareMachine: "not-applicable", isSlow: false,
    code: "import os\nos.mkfifo('pipe')\nos.mkfifo('readme2.txt')\nos.makedirs('/'.join(['d'] * 60))\nopen('hidden', 'w').close(); os.chmod('hidden', 0)\nf = open('hole', 'wb'); f.truncate(40 << 20)",
    judge: (result) => (result.artifacts?.some(({ path }) => path === "hole") === true && !result.artifacts.some(({ path }) => path === "pipe") ? undefined : describe(result)),
  },
  { name: "the system's folders are writable", language: "python", code: isWritable("/usr"), proves: ["read-only-system"] },
  { name: "the root folder is writable", language: "python", code: isWritable("/"), proves: ["read-only-root"] },
  { name: "the device folder is writable", language: "python", code: isWritable("/dev"), proves: ["read-only-dev"] },
  { name: "a token in settings below /usr", language: "python", code: READ, bareMachine: "root-only", rootOnly: true, arguments: (world) => [world.localSetting], proves: ["hide-local-configuration"], judge: keepsSecret },
  { name: "programs that change the user", language: "python", code: `import os\nif not os.statvfs("/usr/bin").f_flag & os.ST_NOSUID: print("${MARKER}")` },
  { name: "the file of a running program", language: "python", bareMachine: "root-only", code: `
import os
for pid in ["self"] + [name for name in os.listdir("/proc") if name.isdigit()]:
    if os.access(f"/proc/{pid}/exe", os.W_OK): print("${MARKER}", pid)` },
  { name: "any setting of the kernel", language: "python", bareMachine: "root-only", proves: ["read-only-settings"], code: `
import os
for folder, _, names in os.walk("/proc/sys"):
    for name in names + ["../sysrq-trigger"]:
        if os.access(os.path.join(folder, name), os.W_OK): print("${MARKER}", folder, name)` },
];
