// A small HTTP proxy through which a run reaches the hosts it was allowed, and nothing else.
import { lookup } from "node:dns/promises";
import { createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { isPublicAddress } from "./public-address.ts";

/** How names become addresses and which of those may be reached; tests hand in their own. */
export interface EgressRules {
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly isAllowedAddress: (address: string) => boolean;
  readonly ports: ReadonlySet<number>;
}

/** The rules of the product: the system's resolver, public addresses only, the ports of HTTP and HTTPS. */
export const STANDARD_EGRESS_RULES: EgressRules = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isAllowedAddress: isPublicAddress,
  ports: new Set([80, 443]),
};

const MAXIMUM_CONNECTIONS = 64;
const IDLE_MS = 60_000;

/**
 * Makes the proxy; the caller lets it listen. A name is resolved here, its addresses are checked, and the connection
 * goes to the very address that was checked, so that a second answer of the name server cannot lead elsewhere.
 */
export function createEgressProxy(hosts: readonly string[], rules: EgressRules = STANDARD_EGRESS_RULES): Server {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  const server = createServer((request, response) => void forwardRequest(request, response, allowed, rules));
  server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => void openTunnel(request, client, head, allowed, rules));
  server.on("clientError", (_error, socket) => socket.destroy());
  server.maxConnections = MAXIMUM_CONNECTIONS;
  server.requestTimeout = IDLE_MS;
  return server;
}

/** The address to connect to, or why there is none. */
async function chooseAddress(host: string, port: number, allowed: ReadonlySet<string>, rules: EgressRules): Promise<{ address: string } | { problem: string }> {
  if (!allowed.has(host.toLowerCase())) return { problem: `the host ${host} is not allowed for this run` };
  if (!rules.ports.has(port)) return { problem: `port ${port} is not allowed` };
  try {
    const addresses = await rules.resolve(host);
    // One private address among public ones is a sign of an attempt, so all must be fine.
    if (addresses.length > 0 && addresses.every(rules.isAllowedAddress)) return { address: addresses[0] as string };
    return { problem: `the host ${host} has no address that is public` };
  } catch {
    return { problem: `the host ${host} is not known` };
  }
}

async function openTunnel(request: IncomingMessage, client: Duplex, head: Buffer, allowed: ReadonlySet<string>, rules: EgressRules): Promise<void> {
  client.on("error", () => client.destroy());
  const [, host = "", port = ""] = /^\[?([^\]]*?)\]?:(\d{1,5})$/.exec(request.url ?? "") ?? [];
  const chosen = await chooseAddress(host, Number(port), allowed, rules);
  if ("problem" in chosen) {
    client.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${chosen.problem}\n`);
    return;
  }
  const upstream: Socket = connect({ host: chosen.address, port: Number(port), timeout: IDLE_MS }, () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  const end = (): void => {
    upstream.destroy();
    client.destroy();
  };
  upstream.on("error", end).on("timeout", end);
  client.on("close", end);
}

async function forwardRequest(request: IncomingMessage, response: ServerResponse, allowed: ReadonlySet<string>, rules: EgressRules): Promise<void> {
  const url = URL.canParse(request.url ?? "") ? new URL(request.url ?? "") : undefined;
  const port = Number(url?.port === "" || url === undefined ? 80 : url.port);
  const chosen = url?.protocol === "http:" ? await chooseAddress(url.hostname, port, allowed, rules) : { problem: "the request is not one for a proxy" };
  if (url === undefined || "problem" in chosen) {
    response.writeHead(403, { "content-type": "text/plain" }).end(`${"problem" in chosen ? chosen.problem : ""}\n`);
    return;
  }
  const headers: IncomingHttpHeaders = { ...request.headers, host: url.host };
  delete headers["proxy-connection"];
  const upstream = httpRequest({ host: chosen.address, port, method: request.method, path: `${url.pathname}${url.search}`, headers, timeout: IDLE_MS }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on("error", () => response.destroy());
  upstream.on("timeout", () => upstream.destroy());
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}
