// A small HTTP proxy through which a run reaches the hosts it was allowed, and nothing else.
import { lookup } from "node:dns/promises";
import { createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from "node:http";
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
  forwardTo(request, response, { host: chosen.address, port, path: `${url.pathname}${url.search}`, headers: { ...passOn(request.headers), ...framingOf(request), host: url.host } });
}

/**
 * Both ends write what they like, and Node throws at what no message may say: that ends the exchange and never the
 * service. Each exchange has a connection of its own, so that none leaves anything in the way of another run's.
 */
function forwardTo(request: IncomingMessage, response: ServerResponse, target: { readonly host: string; readonly port: number; readonly path: string; readonly headers: OutgoingHttpHeaders }): void {
  const end = (): void => void response.destroy();
  try {
    const upstream = httpRequest({ ...target, method: request.method, timeout: IDLE_MS, agent: false }, (answer) => {
      try {
        response.writeHead(answer.statusCode ?? 0, passOn(answer.headers));
        answer.on("error", end).pipe(response);
      } catch {
        end();
      }
    });
    upstream.on("error", end).on("timeout", () => upstream.destroy());
    // A server that changes the protocol ends its connection without an answer.
    upstream.on("close", () => void (response.headersSent || end()));
    response.on("error", end).on("close", () => upstream.destroy());
    upstream.flushHeaders();
    request.on("error", end).pipe(upstream);
  } catch {
    end();
  }
}

/** Headers that are about one connection (RFC 9110, 7.6.1): each side of the proxy has its own. */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect",
]);

/** The headers that belong to the message itself, without those that its `Connection` header names. */
function passOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? "").toLowerCase().split(",").map((name) => name.trim()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.has(name) && (name === "content-length" || !named.has(name))));
}

/** How the body's end is told on the proxy's own connection, so that no byte of it counts as another request. */
function framingOf({ headers, method }: IncomingMessage): OutgoingHttpHeaders {
  if (headers["transfer-encoding"] !== undefined) return { "transfer-encoding": "chunked" };
  const mayHaveBody = method === "POST" || method === "PUT" || method === "PATCH";
  return headers["content-length"] === undefined && mayHaveBody ? { "content-length": "0" } : {};
}
