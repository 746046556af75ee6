// Attacks that try to outlive their run, or to make it never end.

import type { RunResult } from "../../src/executor/result.ts";
import { type Attack, describe, expectTimeout, MARKER } from "./attack.ts";

// The mark is an argument of `sleep`, by which a survivor is found on the host.
const mark = (world: { readonly processMark: string }) => [world.processMark];
const endsByItself = (result: RunResult) => (result.stoppedBy === undefined ? undefined : describe(result));

/** All of them. Survivors are looked for after every attack. */
export const lifetimeAttacks: readonly Attack[] = [
  { name: "a process in a session of its own", language: "bash", bareMachine: "runs-on", arguments: mark, modes: ["best-effort"], proves: ["unshare-pid"], code: 'setsid sleep "$1" >/dev/null 2>&1 < /dev/null & sleep 0.2', judge: endsByItself },
  { name: "a daemon by a double fork", language: "python", bareMachine: "runs-on", arguments: mark, code: `
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        null = os.open("/dev/null", os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        os.execvp("sleep", ["sleep", sys.argv[1]])
    os._exit(0)
time.sleep(0.2)`, judge: endsByItself },
  { name: "ignoring every signal", language: "bash", bareMachine: "runs-on", arguments: mark, request: () => ({ timeoutMs: 700 }), code: `trap '' TERM INT HUP QUIT USR1 USR2; sleep "$1"; sleep "$1"`, judge: expectTimeout },
  { name: "children at the deadline, ended by killing the namespace", language: "bash", bareMachine: "runs-on", arguments: mark, request: () => ({ timeoutMs: 700 }), modes: ["best-effort"], removed: ["die-with-parent"], proves: ["whole-tree-kill"], code: 'setsid sleep "$1" & setsid sleep "$1" & wait', judge: expectTimeout },
  { name: "holding the output open after the end", language: "bash", bareMachine: "runs-on", arguments: mark, code: 'setsid sleep "$1" & disown; echo done', judge: endsByItself },
  { name: "stopping itself", language: "bash", bareMachine: "runs-on", arguments: mark, request: () => ({ timeoutMs: 700 }), code: 'sleep "$1" & kill -STOP $!; kill -STOP $$', judge: expectTimeout },
  { name: "stopping the sandbox's first process", language: "bash", bareMachine: "not-applicable", request: () => ({ timeoutMs: 700 }), code: "kill -STOP 1; kill -9 1; kill -STOP -1; sleep 5", judge: (result) => (result.timedOut || result.exitCode !== null ? undefined : describe(result)) },
  { name: "untying the sandbox's first process from the service", language: "python", bareMachine: "not-applicable", proves: ["hide-first-process"], code: `
for path in ("/proc/1/mem", "/proc/1/task/1/mem", "/proc/self/../1/mem"):
    try:
        open(path, "r+b").close()
        print("${MARKER}", path)
    except OSError as error:
        print(error)` },
  { name: "never reading its input", language: "bash", bareMachine: "not-applicable", arguments: mark, request: () => ({ timeoutMs: 700, stdin: "x".repeat(2_000_000) }), code: 'sleep "$1"', judge: expectTimeout },
  { name: "closing its input at once", language: "bash", bareMachine: "not-applicable", request: () => ({ stdin: "x".repeat(2_000_000) }), code: "exec <&-; echo closed", judge: (result) => (result.stdout === "closed\n" ? undefined : describe(result)) },
  { name: "a job for later", language: "bash", arguments: (world) => [`${world.folder}/spool`], code: `mkdir "$1" 2>/dev/null && echo '* * * * * true' > "$1/job" && echo ${MARKER} && rm -r "$1"; command -v systemd-run >/dev/null && systemd-run --user true 2>/dev/null; true` },
  {
    name: "a parent that waits where only the end of its child ends it", language: "python", bareMachine: "runs-on", arguments: mark, request: () => ({ timeoutMs: 700 }), judge: expectTimeout,
    code: process.arch === "x64" ? `
import ctypes, time
if ctypes.CDLL(None).syscall(58) == 0:
    while True: time.sleep(1)` : "import time\ntime.sleep(20)",
  },
  {
    name: "a process that is always another", language: "python", bareMachine: "runs-on", arguments: mark, request: () => ({ timeoutMs: 700 }), judge: expectTimeout,
    code: `
import os, time
end = time.time() + 6
if os.fork() == 0:
    while time.time() < end:
        if os.fork() != 0: os._exit(0)
    os._exit(0)
time.sleep(6)`,
  },
  {
    name: "a daemon that adopts its own children", language: "python", bareMachine: "runs-on", arguments: mark, judge: endsByItself,
    code: `
import ctypes, os, sys, time
libc = ctypes.CDLL(None)
if os.fork() == 0:
    os.setsid()
    libc.prctl(36, 1, 0, 0, 0)
    libc.prctl(1, 0, 0, 0, 0)
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                null = os.open("/dev/null", os.O_RDWR)
                for number in (0, 1, 2): os.dup2(null, number)
                os.execvp("sleep", ["sleep", sys.argv[1]])
            os._exit(0)
    time.sleep(60)
time.sleep(0.3)`,
  },
  { name: "a flood that follows its own end", language: "bash", bareMachine: "runs-on", arguments: mark, code: '(setsid sh -c "while :; do echo x; sleep 0.01; done; sleep $1" sh "$1" &) ; echo end', judge: endsByItself },
  { name: "holding the reading end of its own output", language: "bash", bareMachine: "not-applicable", arguments: mark, code: 'exec 7</proc/self/fd/1; setsid sleep "$1" <&7 & echo end', judge: endsByItself },
];
