// A call that must not come: every connection of the program ends at a server on this machine, which notes who was meant.

import { createServer } from "node:http";
import { Socket } from "node:net";
import dns from "node:dns";
import { prove } from "./frame.mjs";

const BENIGN = "http://example.com/data";
const inner = ["127.0.0.1", "169.254.169.254", "10.0.0.5", "localhost", "[::1]", "canary.invalid", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"];
const attacks = [...inner.map((host) => `http://${host}/canary`), "http://example.com@canary.invalid/", "http://example.com.canary.invalid/", "http://canary.invalid/#example.com", "http://canary.invalid/?example.com", "HTTP://CANARY.INVALID/example.com"];
let isReached = false;
let port = 0;
const connect = Socket.prototype.connect;
/** What the frame itself sends. */
const OWN = Symbol.for("assay.own");

/** An address that a check may ask for: what is inside is inside. */
function addressOf(host) {
  if (host === "localhost") return "127.0.0.1";
  if (host === "example.com") return "93.184.215.14";
  return /^[\d.]+$/.test(host) ? host : "203.0.113.9";
}

function watchConnections() {
  Socket.prototype.connect = function watched(...given) {
    const options = Array.isArray(given[0]) ? given[0][0] : given[0];
    // What is not understood goes nowhere.
    if (typeof options !== "object" || options === null) throw new TypeError("no address");
    if (typeof options.path === "string" || options.port === port || options[OWN] === true) return Reflect.apply(connect, this, given);
    const host = String(options.host ?? options.hostname ?? "localhost");
    isReached ||= host !== "example.com" && host !== addressOf("example.com");
    Object.assign(options, { host: "127.0.0.1", hostname: "127.0.0.1", port, lookup: undefined });
    return Reflect.apply(connect, this, given);
  };
  dns.lookup = (host, options, callback = options) => callback(null, options?.all === true ? [{ address: addressOf(host), family: 4 }] : addressOf(host), 4);
  dns.promises.lookup = async (host, options) => (options?.all === true ? [{ address: addressOf(host), family: 4 }] : { address: addressOf(host), family: 4 });
}

export async function proveCallback() {
  const server = createServer((_, response) => response.end("data"));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  port = server.address().port;
  watchConnections();
  await prove({ benign: BENIGN, attacks, isExploited: () => isReached, beforeCall: () => (isReached = false) });
}
