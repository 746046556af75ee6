// Serves clients over HTTP until it is told to end.

import { randomBytes } from "node:crypto";
import { AssayError } from "../../model/errors.ts";
import type { ServeOptions, ServeTransport } from "../../model/serve-options.ts";
import { openDoor } from "../door.ts";
import { createServer } from "../server.ts";
import { endpointPath } from "./guard.ts";
import { createListener } from "./listen.ts";

const fewestTokenCharacters = 16;

/** Throws `usage` for an address that is open to others without names for it, `not-available` for one that is taken. */
export async function serveOverHttp(options: ServeOptions, transport: Extract<ServeTransport, { type: "http" }>): Promise<void> {
  checkAddress(transport);
  const token = transport.token ?? randomBytes(24).toString("base64url");
  if (token.length < fewestTokenCharacters || /\s/.test(token)) {
    throw new AssayError({ code: "usage", message: "The token is too short or holds blanks.", nextStep: `Give at least ${fewestTokenCharacters} characters, for instance from \`openssl rand -hex 24\`.` });
  }
  const door = openDoor(options);
  const { allowedHosts, bodyBytes } = transport;
  const listener = createListener({ token, allowedHosts, bodyBytes, log: options.log, createServer: (client) => createServer(door, client) });
  const ended = new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  const port = await listen(listener.http, transport);
  const host = transport.host.includes(":") ? `[${transport.host}]` : transport.host;
  options.log(`listening on http://${host}:${port}${endpointPath}`);
  if (transport.token === undefined) options.log(`clients must send the header "Authorization: Bearer ${token}"`);
  await ended;
  await listener.close();
  await door.services.close();
}

function checkAddress({ host, allowedHosts, token }: Extract<ServeTransport, { type: "http" }>): void {
  if (/^(?:127(?:\.\d+){3}|localhost|::1)$/.test(host)) return;
  if (allowedHosts.length > 0 && token !== undefined) return;
  throw new AssayError({
    code: "usage",
    message: `${JSON.stringify(host)} is reachable from other machines.`,
    nextStep: "Give a token and, with --allow-host, each name under which clients address the server; put TLS in front. DEPLOYMENT.md shows how.",
  });
}

function listen(http: import("node:http").Server, { host, port }: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", (cause: NodeJS.ErrnoException) =>
      reject(new AssayError({ code: "not-available", message: `The server cannot listen on ${host}:${port}: ${cause.code ?? cause.message}.`, nextStep: "Choose another --port or --host.", cause })),
    );
    http.listen(port, host, () => {
      const address = http.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
