// Attacks that hold memory where a look at the processes' own sizes does not find it.

import { type Attack, describe, expectOutOfMemory, MARKER } from "./attack.ts";

const MEBIBYTE = 1024 * 1024;
const small = () => ({ memoryBytes: 96 * MEBIBYTE, timeoutMs: 40_000 });

/** Seconds that a program holds what it took: on the bare machine a moment, in the sandbox until somebody must have noticed. */
export const HOLD = { arguments: () => ["12"], doubleArguments: () => ["0.1"] } as const;

const FILL_SHARED = `
m = mmap.mmap(-1, 300 << 20)
for offset in range(0, 300 << 20, 4096):
    m[offset] = 1
time.sleep(float(sys.argv[1]))
print("${MARKER}", flush=True)`;

const indent = (code: string): string => code.replaceAll("\n", "\n    ");
const EXIT_THREAD = process.arch === "x64" ? 60 : 93;

/** All of them. */
export const hiddenMemoryAttacks: readonly Attack[] = [
  {
    name: "memory of a process whose first thread has ended", language: "python", ...HOLD, request: small, judge: expectOutOfMemory, proves: ["watch-memory"], modes: ["best-effort"],
    code: `
import ctypes, mmap, os, sys, threading, time
def work():
    time.sleep(0.3)${indent(FILL_SHARED)}
    os._exit(0)
threading.Thread(target=work).start()
ctypes.CDLL(None).syscall(${EXIT_THREAD}, 0)`,
  },
  {
    name: "memory of a process that hides itself from its user", language: "python", ...HOLD, request: small, judge: expectOutOfMemory, proves: ["watch-memory"], modes: ["best-effort"],
    code: `
import ctypes, mmap, sys, time
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)${FILL_SHARED}`,
  },
  {
    name: "memory of the kernel's page tables", language: "python", ...HOLD, request: small, judge: expectOutOfMemory,
    code: `
import ctypes, sys, time
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
# Reading what was never written maps one page of zeros again and again, each time with a table of its own.
start = libc.mmap(None, 1 << 38, 1, 0x4022, -1, 0)
libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(1 << 38), 15)
for number in range(70_000):
    ctypes.c_char.from_address(start + (number << 21)).value
time.sleep(float(sys.argv[1]))
print("${MARKER}", flush=True)`,
  },
  {
    name: "memory of sockets' queues", language: "python", ...HOLD, request: small, modes: ["best-effort"], proves: ["watch-memory"],
    code: `
import socket, sys, time
listener = socket.create_server(("127.0.0.1", 0), backlog=200)
kept, sent, block = [], 0, b"x" * (1 << 20)
for number in range(90):
    sender = socket.create_connection(listener.getsockname())
    kept += [sender, listener.accept()[0]]
    sender.setblocking(False)
    try:
        while True:
            sent += sender.send(block)
    except BlockingIOError:
        pass
print(sent >> 20, "MiB in queues", flush=True)
time.sleep(float(sys.argv[1]))
if sent > 110 << 20: print("${MARKER}", flush=True)`,
    judge: (result) => (result.outOfMemory || !/\d/.test(result.stdout) || Number.parseInt(result.stdout) <= 110 ? undefined : describe(result)),
  },
  {
    name: "memory of files' attributes", language: "python", bareMachine: "not-applicable", proves: ["watch-files"], arguments: HOLD.arguments, request: () => ({ timeoutMs: 40_000 }),
    code: `
import os, sys, time
try:
    for number in range(4000):
        name = "file-" + str(number)
        open(name, "w").close()
        if number < 300: os.setxattr(name, "user.x", b"x" * 60_000)
except OSError as error:
    print(error)
time.sleep(float(sys.argv[1]))
print("${MARKER}")`,
    judge: (result) => (result.stoppedBy === "workspace" ? undefined : describe(result)),
  },
];
