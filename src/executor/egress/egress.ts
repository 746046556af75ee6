// Gives one run its way out: the proxy on a socket that only this sandbox is shown, and a relay to it inside.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONTROL_FOLDER } from "../sandbox/sandbox-arguments.ts";
import { textFile } from "../languages/language-support.ts";
import type { SeedEntry } from "../sandbox/tar-stream.ts";
import { createEgressProxy, type EgressRules } from "./egress-proxy.ts";

/** A way out while it is open. */
export interface Egress {
  readonly socket: string;
  readonly close: () => void;
}

/** Where the socket is inside the sandbox, and the port at which the relay listens there. */
export const PROXY_SOCKET_INSIDE = `${CONTROL_FOLDER}-proxy`;
const RELAY_PORT = 3128;
const RELAY_FILE = `${CONTROL_FOLDER}/relay.py`;
const READY_FILE = `${CONTROL_FOLDER}/relay-ready`;

/** Opens the proxy. The socket lies in a folder that cannot be listed, under a name that cannot be guessed. */
export async function openEgress(hosts: readonly string[], rules: EgressRules | undefined): Promise<Egress> {
  const folder = mkdtempSync(join(tmpdir(), "assay-egress-"));
  chmodSync(folder, 0o711);
  const socket = join(folder, randomBytes(16).toString("hex"));
  const server = createEgressProxy(hosts, rules);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(socket, resolve);
    });
    chmodSync(socket, 0o666);
    return { socket, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The environment that programs find the proxy by. */
export const EGRESS_ENVIRONMENT: Readonly<Record<string, string>> = Object.fromEntries(
  ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"].map((name) => [name, `http://127.0.0.1:${RELAY_PORT}`]),
);

/** The relay, for the control folder. */
export function relaySeeds(): SeedEntry[] {
  return [textFile(RELAY_FILE, RELAY)];
}

/** Shell lines that start the relay and wait until it listens, a few seconds at most. */
export function relayStart(python: string): readonly string[] {
  return [
    `${python} -I -S ${RELAY_FILE} </dev/null >/dev/null 2>&1 &`,
    "tries=0",
    `while [ ! -e ${READY_FILE} ] && [ $tries -lt 500 ]; do tries=$((tries + 1)); sleep 0.01; done`,
  ];
}

/** Carries bytes between the sandbox's own loopback and the proxy's socket; it decides nothing. */
const RELAY = String.raw`
import socket, threading

def carry(source, target):
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            target.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

def serve(client):
    try:
        proxy = socket.socket(socket.AF_UNIX)
        proxy.connect("${PROXY_SOCKET_INSIDE}")
    except OSError:
        client.close()
        return
    threading.Thread(target=carry, args=(client, proxy), daemon=True).start()
    carry(proxy, client)

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", ${RELAY_PORT}))
listener.listen(64)
open("${READY_FILE}", "w").close()
while True:
    client, _ = listener.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
`;
