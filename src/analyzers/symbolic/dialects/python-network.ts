// What a Python program asks of the network's names before it connects: addresses and where they lie.

import type { Builtin } from "../dialect.ts";
import { type Machine, SimulatedError } from "../machine.ts";
import { type Value, boolean, known, list, nothing, number, text, trailsThrough, unknown } from "../values.ts";

/** Whoever sends a name chooses where it leads; numbers in any notation lead where they say. */
function resolve(machine: Machine, value: Value, by: string): Value {
  // There is no name to ask for.
  if (value.type === "nothing") throw new SimulatedError(unknown("TypeError"));
  const whole = known(machine.toText(value));
  if (whole === undefined) return unknown(by, trailsThrough(by, [value]));
  if (/^(?:localhost|0x7f0*1|2130706433)$/i.test(whole)) return text("127.0.0.1");
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(whole)) return text(whole);
  if (whole.includes(":")) throw new SimulatedError(unknown("gaierror"));
  return unknown(by, trailsThrough(by, [value]));
}

const byName = (name: string, inAnswer: (address: Value) => Value): Builtin => (machine, given) => inAnswer(resolve(machine, given.positional[0] ?? nothing, name));

export const networkFunctions: readonly (readonly [string, Builtin])[] = [
  ["socket.gethostbyname", byName("socket.gethostbyname", (address) => address)],
  ["socket.gethostbyname_ex", byName("socket.gethostbyname_ex", (address) => list([text("name"), list([]), list([address])], "tuple"))],
  ["socket.getaddrinfo", byName("socket.getaddrinfo", (address) => list([list([number(2), number(1), number(6), text(""), list([address, number(80)], "tuple")], "tuple")]))],
];

const isLoopback = (whole: string): boolean => /^127\.|^::1$/.test(whole);
const isLinkLocal = (whole: string): boolean => /^169\.254\.|^fe[89ab]/i.test(whole);
const isInner = (whole: string): boolean => isLoopback(whole) || isLinkLocal(whole) || /^(?:10|0)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^f[cd]/i.test(whole);

/** What an address is asked for. */
export const addressProperties: readonly (readonly [string, (whole: string) => Value])[] = [
  ["is_private", (whole) => boolean(isInner(whole))],
  ["is_global", (whole) => boolean(!isInner(whole))],
  ["is_loopback", (whole) => boolean(isLoopback(whole))],
  ["is_link_local", (whole) => boolean(isLinkLocal(whole))],
  ["is_multicast", (whole) => boolean(/^2(?:2[4-9]|3\d)\.|^ff/i.test(whole))],
  ["is_reserved", (whole) => boolean(/^2[45]\d\./.test(whole))],
  ["is_unspecified", (whole) => boolean(/^(?:0\.0\.0\.0|::)$/.test(whole))],
];
