// Attacks that use up memory, processes, files, output and time.

import { availableParallelism } from "node:os";
import { type Attack, describe, expectOutOfMemory, expectTimeout, MARKER } from "./attack.ts";
import { HOLD } from "./attacks-hidden-memory.ts";

const MEBIBYTE = 1024 * 1024;
const small = () => ({ memoryBytes: 96 * MEBIBYTE, timeoutMs: 40_000 });
const roomy = () => ({ memoryBytes: 1024 * MEBIBYTE, timeoutMs: 40_000 });

const HEAP = `
blocks = []
for n in range(300):
    blocks.append(bytearray(b"x" * (1 << 20)))
print("${MARKER}", len(blocks))`;

const FORK = `
import os, time, sys
children = []
try:
    for n in range(150):
        pid = os.fork()
        if pid == 0:
            time.sleep(4)
            os._exit(0)
        children.append(pid)
except OSError as error:
    print("stopped at", len(children), error)
if len(children) == 150:
    print("${MARKER}")
for pid in children:
    os.kill(pid, 9)`;

const THREADS = `
import threading, time
# Small stacks, so that the number of threads is what is limited and not their memory.
threading.stack_size(256 * 1024)
made = 0
stop = threading.Event()
try:
    for n in range(150):
        threading.Thread(target=stop.wait, daemon=True).start()
        made += 1
except RuntimeError as error:
    print("stopped at", made, error)
if made == 150:
    print("${MARKER}")
stop.set()`;

/** Shared memory that belongs to no single process' data segment. */
const MAP_SHARED = `
import mmap, sys, time
m = mmap.mmap(-1, 300 << 20)
for offset in range(0, 300 << 20, 4096):
    m[offset] = 1
time.sleep(float(sys.argv[1]))
print("${MARKER}")`;

const MANY_PROCESSES = `
import os, sys, time
ready_r, ready_w = os.pipe()
children = []
for n in range(20):
    pid = os.fork()
    if pid == 0:
        block = bytearray(b"x" * (20 << 20))
        os.write(ready_w, b"r")
        time.sleep(30)
        os._exit(0)
    children.append(pid)
for n in range(20):
    os.read(ready_r, 1)
time.sleep(float(sys.argv[1]))
print("${MARKER}")
for pid in children:
    os.kill(pid, 9)`;

const fill = (folder: string, mebibytes: number) => `
import os, sys
folder = sys.argv[1] if len(sys.argv) > 1 else ${JSON.stringify(folder)}
path = os.path.join(folder, "fill-" + str(os.getpid()))
try:
    with open(path, "wb") as file:
        for n in range(${mebibytes}):
            file.write(b"x" * (1 << 20))
            file.flush()
    print("${MARKER}")
except OSError as error:
    print("stopped", error)
finally:
    os.unlink(path)`;

// By the processor's clock, so that a busy machine changes nothing; the limit grows with the number of processors.
const SPIN = `
import sys, time
while time.process_time() < float(sys.argv[1]):
    pass
print("${MARKER}")`;
const SPIN_SECONDS = [String(availableParallelism() + 4)];

/** All of them. */
export const resourceAttacks: readonly Attack[] = [
  { name: "fork bomb, held by the user's limit", language: "python", code: FORK, removed: ["cgroup-processes"], proves: ["limit-processes"] },
  { name: "fork bomb, held by the control group", language: "python", code: FORK, removed: ["limit-processes"], proves: ["cgroup-processes"], modes: ["cgroup"] },
  { name: "thread bomb", language: "python", code: THREADS, removed: ["cgroup-processes"], proves: ["limit-processes"] },
  { name: "heap, held by the control group", language: "python", code: HEAP, request: small, modes: ["cgroup"], proves: ["cgroup-memory"], judge: expectOutOfMemory },
  { name: "heap, held by the data limit", language: "python", code: HEAP, request: small, modes: ["best-effort"], removed: ["watch-memory"], proves: ["limit-data"], judge: expectOutOfMemory },
  { name: "heap, caught by watching", language: "python", code: HEAP.replace(`print("${MARKER}"`, `import sys, time; time.sleep(float(sys.argv[1])); print("${MARKER}"`), ...HOLD, request: small, modes: ["best-effort"], removed: ["limit-data"], proves: ["watch-memory"], judge: expectOutOfMemory },
  {
    name: "Node's buffers", language: "javascript", ...HOLD, request: small, judge: expectOutOfMemory,
    code: `const kept = []; for (let n = 0; n < 300; n += 1) kept.push(Buffer.alloc(1 << 20, 1)); setTimeout(() => console.log("${MARKER}", kept.length), 1000 * process.argv[2]);`,
  },
  {
    name: "Node's heap", language: "javascript", request: small, judge: expectOutOfMemory, isSlow: true,
    code: `const kept = []; for (let n = 0; n < 3e6; n += 1) kept.push({ n, text: "t" + n, more: [n] }); console.log("${MARKER}", kept.length);`,
  },
  {
    name: "wasm memory", language: "javascript", ...HOLD, request: small, judge: (result) => (result.outOfMemory || result.exitCode !== 0 ? undefined : describe(result)),
    code: `const memory = new WebAssembly.Memory({ initial: 5000, maximum: 10000 }); new Uint8Array(memory.buffer).fill(1); setTimeout(() => console.log("${MARKER}"), 1000 * process.argv[2]);`,
  },
  { name: "shared mapping", language: "python", code: MAP_SHARED, ...HOLD, request: small, judge: expectOutOfMemory },
  { name: "shared mapping, caught by watching", language: "python", code: MAP_SHARED, ...HOLD, request: small, modes: ["best-effort"], proves: ["watch-memory"], judge: expectOutOfMemory },
  { name: "memory in a memfd", language: "python", proves: ["seccomp"], code: `import os\nfd = os.memfd_create("x")\nprint("${MARKER}")` },
  { name: "System V shared memory", language: "python", proves: ["seccomp"], code: `
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
segment = libc.shmget(0, 1 << 20, 0o1600)
if segment >= 0:
    print("${MARKER}")
    libc.shmctl(segment, 0, None)` },
  { name: "many small processes", language: "python", code: MANY_PROCESSES, ...HOLD, request: small, judge: expectOutOfMemory },
  { name: "filling /dev/shm", language: "python", code: fill("/dev/shm", 60), request: roomy, proves: ["sized-shm"], removed: ["limit-file-size"] },
  { name: "filling /tmp", language: "python", code: fill("/tmp", 60), request: roomy, proves: ["sized-tmp"], removed: ["limit-file-size"] },
  { name: "filling the workspace", language: "python", code: fill(".", 80), request: roomy, proves: ["sized-workspace"], removed: ["limit-file-size"] },
  { name: "one big file", language: "python", code: fill(".", 80), request: roomy, proves: ["limit-file-size"], removed: ["sized-workspace"] },
  { name: "a sparse file", language: "python", proves: ["limit-file-size"], code: `
try:
    with open("sparse", "wb") as file:
        file.truncate(1 << 36)
    print("${MARKER}")
except OSError as error:
    print("stopped", error)` },
  {
    name: "many files", language: "python", ...HOLD, request: roomy, proves: ["watch-files"],
    code: `
import sys, time
for n in range(6000):
    open(f"file-{n}", "w").close()
time.sleep(float(sys.argv[1]))
print("${MARKER}")`,
    judge: (result) => (result.stoppedBy === "workspace" ? undefined : describe(result)),
  },
  {
    name: "a stdout flood keeps only the limit", language: "bash", bareMachine: "not-applicable", proves: ["output-cap"], request: () => ({ outputBytes: MEBIBYTE }),
    code: "head -c 2500000 /dev/zero | tr '\\0' 'x'",
    judge: (result) => (result.stdout.length === MEBIBYTE && result.truncated.stdoutBytes === 2_500_000 - MEBIBYTE ? undefined : `${result.stdout.length} kept, ${result.truncated.stdoutBytes} dropped`),
  },
  {
    name: "a stderr flood keeps only the limit", language: "bash", bareMachine: "not-applicable", proves: ["output-cap"], request: () => ({ outputBytes: MEBIBYTE }),
    code: "head -c 2500000 /dev/zero | tr '\\0' 'x' >&2",
    judge: (result) => (result.stderr.length === MEBIBYTE ? undefined : `${result.stderr.length} kept`),
  },
  {
    name: "an endless line is stopped", language: "python", bareMachine: "runs-on", proves: ["flood-stop"], request: () => ({ timeoutMs: 10_000 }),
    code: "import sys\nwhile True:\n    sys.stdout.write('x' * 65536)",
    judge: (result) => (result.stoppedBy === "output" ? undefined : describe(result)),
  },
  { name: "CPU spin, ended by the clock", language: "python", bareMachine: "runs-on", code: SPIN, arguments: () => SPIN_SECONDS, request: () => ({ timeoutMs: 700 }), proves: ["wall-clock"], removed: ["limit-cpu"], judge: expectTimeout },
  { name: "CPU spin, ended by the processor limit", language: "python", isSlow: true, bareMachine: "runs-on", code: SPIN, arguments: () => SPIN_SECONDS, request: () => ({ timeoutMs: 700 }), removed: ["wall-clock"], proves: ["limit-cpu"] },
  { name: "a regular expression that backtracks", language: "javascript", bareMachine: "runs-on", request: () => ({ timeoutMs: 700 }), code: `/^(a+)+$/.test("a".repeat(45) + "b"); console.log("${MARKER}")`, judge: expectTimeout },
  {
    name: "using up file descriptors", language: "python", proves: ["limit-open-files"],
    code: `
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
files = []
try:
    for n in range(1000):
        files.append(open("/dev/null"))
    print("${MARKER}")
except OSError as error:
    print("stopped at", len(files), error)`,
  },
  { name: "core dumps", language: "python", bareMachine: "not-applicable", proves: ["limit-core"], code: `import resource\nif resource.getrlimit(resource.RLIMIT_CORE) != (0, 0): print("${MARKER}")` },
];
