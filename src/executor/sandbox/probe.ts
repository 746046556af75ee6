// Proves that the sandbox holds on this machine, by trying to escape from it, before anything else is run in it.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import { quoteForShell } from "./launch-scripts.ts";

/** Runs a Bash script in the sandbox to be probed and returns what it printed. */
export type CanaryRunner = (script: string) => Promise<string>;

/** The last line of a canary script that ran to its end. */
const FINISHED = "canary-finished";

/**
 * Plants canaries on the host, has a script inside look for them, and throws `isolation-unavailable` naming every one
 * that it found. The canaries are made for this and removed: a hole in the sandbox would harm nothing.
 */
export async function probeIsolation(run: CanaryRunner): Promise<void> {
  const secret = randomBytes(16).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "assay-canary-"));
  const server = await listenOnLoopback();
  try {
    const file = join(folder, "canary");
    writeFileSync(file, secret);
    const port = server === undefined ? 0 : (server.address() as AddressInfo).port; // a TCP server's address
    const printed = await run(canaryScript(file, port, process.pid));
    const lines = printed.trim().split("\n");
    const escapes = lines.filter((line) => line.startsWith("escaped: "));
    if (escapes.length === 0 && lines.at(-1) === FINISHED && !printed.includes(secret)) return;
    const found = escapes.map((line) => line.slice("escaped: ".length)).join("; ");
    throw new AssayError({
      code: "isolation-unavailable",
      message: `The sandbox does not hold here: ${found === "" ? "the canary did not run to its end" : found}.`,
      nextStep: "Run `assay doctor`; until this is mended nothing is run.",
    });
  } finally {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function canaryScript(file: string, port: number, servicePid: number): string {
  const path = quoteForShell(file);
  return [
    `escaped() { echo "escaped: $1"; }`,
    `if [ -e ${path} ]; then escaped "a file of the host is visible"; cat ${path}; fi`,
    `(: > ${path}) 2>/dev/null && escaped "a file of the host can be written"`,
    port === 0 ? ":" : `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null && escaped "a port of the host is reached"`,
    // The sandbox has few processes, so the service's number names none of them unless the host's are visible.
    servicePid < 100 ? ":" : `kill -0 ${servicePid} 2>/dev/null && escaped "a process of the host can be signalled"`,
    `[ -e /proc/${servicePid}/stat ] && [ ${servicePid} -gt 100 ] && escaped "processes of the host are visible"`,
    `[ -w /proc/sys/kernel/core_pattern ] && escaped "kernel settings can be written"`,
    `(: > /canary) 2>/dev/null && escaped "the root folder can be written"`,
    `(: > /usr/canary) 2>/dev/null && escaped "the system's folders can be written"`,
    `while read -r name value; do case $name in`,
    `CapEff:|CapPrm:|CapBnd:) [ "$value" = 0000000000000000 ] || escaped "capabilities are left";;`,
    `NoNewPrivs:) [ "$value" = 1 ] || escaped "privileges can be gained";;`,
    `Seccomp:) [ "$value" = 2 ] || escaped "system calls are not filtered";;`,
    `Uid:) case $value in 0*) escaped "the program is root";; esac;;`,
    `esac; done < /proc/self/status`,
    `unshare -U true 2>/dev/null && escaped "user namespaces can be made"`,
    `echo ${FINISHED}`,
  ].join("\n");
}

/** A machine without a loopback interface has nothing to reach there. */
function listenOnLoopback(): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", () => resolve(undefined));
    server.listen(0, "127.0.0.1", () => {
      server.unref();
      resolve(server);
    });
  });
}
