// Decides, before anything of a request is read, whether it may come in: its address, its origin, its token.

import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { localhostAllowedHostnames, localhostAllowedOrigins, validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server";

export interface GuardSettings {
  /** Undefined only in tests of the protocol itself. */
  readonly token: string | undefined;
  /** Names besides the loopback ones. */
  readonly allowedHosts: readonly string[];
}

/** Why a request is turned away. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const endpointPath = "/mcp";
export const healthPath = "/health";

/**
 * Undefined for a request that may come in. A page in a browser that was led here by a name of its own fails at Host or
 * Origin, whatever else it knows.
 */
export function checkRequest(request: IncomingMessage, { token, allowedHosts }: GuardSettings): Refusal | undefined {
  const { headers } = request;
  const host = validateHostHeader(headers.host, [...localhostAllowedHostnames(), ...allowedHosts]);
  if (!host.ok) return { status: 403, message: host.message };
  const origin = validateOriginHeader(headers.origin, [...localhostAllowedOrigins(), ...allowedHosts]);
  if (!origin.ok) return { status: 403, message: origin.message };
  const path = (request.url ?? "/").split("?", 1)[0];
  if (path === healthPath && request.method === "GET") return undefined;
  if (path !== endpointPath) return { status: 404, message: `The endpoint is ${endpointPath}.` };
  if (token === undefined || isToken(headers.authorization, token)) return undefined;
  return { status: 401, message: "The bearer token is missing or wrong.", headers: { "WWW-Authenticate": 'Bearer realm="assay"' } };
}

/** Compares hashes, so that the time taken tells nothing about the token. */
function isToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  return given !== undefined && timingSafeEqual(hash(given), hash(token));
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
