// Attacks on the kernel's own interfaces: namespaces, mounts, tracing, rings, keys, other binary interfaces.

import { type Attack, MARKER } from "./attack.ts";

/** Calls a system call by number and prints the marker unless it fails with one of the given errors. */
const systemCall = (number: number, callArguments: string, refusals = "1, 38") => `
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
result = libc.syscall(${number}, ${callArguments})
error = ctypes.get_errno()
print("result", result, "error", error)
if result >= 0 or error not in (${refusals},): print("${MARKER}")`;

const isNamespaceOfHost = (name: string) => `import os, sys\nif os.readlink("/proc/self/ns/${name}") == sys.argv[1]: print("${MARKER}")`;
const sharedNamespace = (name: string, defence: Attack["proves"]): Attack => ({
  name: `sharing the host's ${name} namespace`,
  language: "python",
  code: isNamespaceOfHost(name),
  arguments: (world) => [world.namespaceOf(name)],
  ...(defence === undefined ? {} : { proves: defence }),
});

const NEW_USER_NAMESPACE = `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if os.fork() == 0:
    result = libc.unshare(0x10000000)
    print("${MARKER}" if result == 0 else ctypes.get_errno(), flush=True)
    os._exit(0)
os.wait()`;

const X64 = process.arch === "x64";

/** All of them; numbers are of the x86-64 table, elsewhere those by number are left out. */
export const kernelAttacks: readonly Attack[] = [
  { name: "a nested user namespace", language: "python", code: NEW_USER_NAMESPACE },
  { name: "a nested user namespace, with system calls unfiltered", language: "python", code: NEW_USER_NAMESPACE, removed: ["seccomp"], proves: ["disable-userns"] },
  { name: "a nested user namespace through clone", language: "python", bareMachine: "not-applicable", proves: ["seccomp"], code: X64 ? systemCall(56, "0x10000011, 0, 0, 0, 0", "1") : "" },
  { name: "mounting", language: "python", bareMachine: "root-only", code: `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
os.makedirs("mountpoint", exist_ok=True)
libc.unshare(0x00020000)
if libc.mount(b"none", b"mountpoint", b"tmpfs", 0, None) == 0:
    print("${MARKER}")
    libc.umount2(b"mountpoint", 2)` },
  { name: "kernel settings", language: "python", bareMachine: "root-only", rootOnly: true, removed: ["read-only-settings"], proves: ["drop-user"], code: `
import os
if os.access("/proc/sys/kernel/core_pattern", os.W_OK): print("${MARKER}")` },
  { name: "capabilities", language: "python", bareMachine: "root-only", proves: ["drop-capabilities"], code: `
for line in open("/proc/self/status"):
    name, _, value = line.partition(":")
    if name in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb") and int(value, 16) != 0: print("${MARKER}", line)` },
  { name: "gaining privileges", language: "python", bareMachine: "runs-on", code: `
for line in open("/proc/self/status"):
    if line.startswith("NoNewPrivs:") and line.split()[1] != "1": print("${MARKER}")` },
  { name: "the terminal's session", language: "python", bareMachine: "not-applicable", proves: ["new-session"], code: `import os\nif os.getsid(0) == 0: print("${MARKER}")` },
  { name: "a terminal of the host", language: "bash", bareMachine: "not-applicable", code: `(: > /dev/tty) 2>/dev/null && echo ${MARKER}; true` },
  sharedNamespace("pid", ["unshare-pid"]),
  sharedNamespace("net", ["unshare-net"]),
  sharedNamespace("ipc", ["unshare-ipc"]),
  sharedNamespace("uts", ["unshare-uts"]),
  sharedNamespace("cgroup", ["unshare-cgroup"]),
  sharedNamespace("mnt", undefined),
  sharedNamespace("user", undefined),
  { name: "tracing", language: "python", proves: ["seccomp"], code: `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if os.fork() == 0:
    print("${MARKER}" if libc.ptrace(0, 0, 0, 0) == 0 else ctypes.get_errno(), flush=True)
    os._exit(0)
os.wait()` },
  { name: "pushing input into a terminal", language: "python", bareMachine: "not-applicable", proves: ["seccomp"], code: `
import fcntl, os, pty, termios
if os.fork() == 0:
    os.setsid()
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    try:
        fcntl.ioctl(slave, termios.TIOCSTI, b"x")
        print("${MARKER}", flush=True)
    except OSError as error:
        # The filter refuses with EPERM; the kernel itself, where it refuses, with EIO.
        print("${MARKER}" if error.errno != 1 else error, flush=True)
    os._exit(0)
os.wait()` },
  ...(X64
    ? ([
        { name: "io_uring", language: "python", bareMachine: "not-applicable", proves: ["seccomp"], code: systemCall(425, "8, ctypes.create_string_buffer(256)", "38") },
        { name: "bpf", language: "python", bareMachine: "not-applicable", code: systemCall(321, "0, ctypes.create_string_buffer(64), 64", "1") },
        { name: "contexts of asynchronous input, counted for the whole machine", language: "python", proves: ["seccomp"], code: systemCall(206, "1000, ctypes.byref(ctypes.c_ulong(0))", "38") },
        { name: "the 32-bit interface", language: "python", proves: ["seccomp"], code: `
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("53b814000000cd805bc3"))
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
print("${MARKER}")` },
        { name: "kernel keys", language: "python", proves: ["seccomp"], code: systemCall(250, "0, -3, 0", "1") },
        { name: "adding a key", language: "python", proves: ["seccomp"], code: systemCall(248, 'b"user", b"assay-attack", b"x", 1, -1', "1") },
        { name: "reading another process' memory", language: "python", bareMachine: "not-applicable", proves: ["seccomp"], code: systemCall(310, "1, 0, 0, 0, 0, 0", "1") },
        { name: "user fault handling", language: "python", bareMachine: "not-applicable", code: systemCall(323, "0", "1") },
        { name: "performance events", language: "python", bareMachine: "not-applicable", code: systemCall(298, "ctypes.create_string_buffer(128), 0, -1, -1, 0", "1, 13") },
        { name: "entering a namespace", language: "python", bareMachine: "not-applicable", proves: ["seccomp"], code: systemCall(308, "99, 0", "1") },
        { name: "changing the root", language: "python", bareMachine: "root-only", code: systemCall(161, 'b"/tmp"', "1") },
        { name: "the new mount interface", language: "python", bareMachine: "not-applicable", code: systemCall(430, 'b"tmpfs", 0', "1") },
        { name: "opening files by handle", language: "python", bareMachine: "not-applicable", proves: ["seccomp"], code: systemCall(304, "-100, ctypes.create_string_buffer(64), 0", "1") },
        { name: "an unrandomised address space", language: "python", proves: ["seccomp"], code: systemCall(135, "0x0040000", "1") },
        { name: "the x32 interface", language: "python", bareMachine: "runs-on", proves: ["seccomp"], code: `import ctypes\nctypes.CDLL(None).syscall(0x40000000 + 39)\nprint("${MARKER}")` },
      ] as const satisfies readonly Attack[])
    : []),
];
