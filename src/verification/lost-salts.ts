// Refuses fixes after which nobody finds again what a cipher or a salted hash began with by chance.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import type { Run } from "../analyzers/symbolic/program.ts";
import type { Value } from "../analyzers/symbolic/values.ts";
import { type EntryView, eventsOf } from "./find-breaches.ts";
import type { Refusal } from "./static-checks.ts";

const MAXIMUM_DEPTH = 8;
const makesBytes = /^(?:crypto\.(?:randomBytes|getRandomValues|randomFillSync)|os\.urandom|secrets\.token_(?:bytes|hex)|Crypto(?:dome)?\.Random\.get_random_bytes)$/;
const decrypts = /(?:^|\.)(?:createDecipheriv|decryptor|decrypt(?:_and_verify)?)$/;
const encrypts = /(?:^|\.)createCipheriv$/;
const derives = /(?:^|\.)(?:scryptSync|scrypt|pbkdf2Sync|pbkdf2_hmac)$/;

/** What went into a value of a library, one call behind the other. */
function madeOf(value: Value, isLeftOut: (value: Value) => boolean = () => false, depth = 0): Value[] {
  if (depth > MAXIMUM_DEPTH || isLeftOut(value)) return [];
  const into = (one: Value): Value[] => madeOf(one, isLeftOut, depth + 1);
  switch (value.type) {
    case "unknown": {
      const { made } = value;
      return made === undefined ? [value] : [value, ...[made.from, ...made.arguments.positional, ...made.arguments.named.values()].flatMap((one) => (one === undefined ? [] : into(one)))];
    }
    case "list":
      return value.items.flatMap(into);
    case "dict":
      return [...value.entries.values()].flatMap(into);
    case "text":
      return value.parts.flatMap((part) => (typeof part === "string" ? [] : into(part)));
    case "instance":
      return [...value.fields.values()].flatMap(into);
    default:
      return [];
  }
}

const inputsOf = ({ receiver, arguments: { positional, named } }: CallEvent): Value[] => [...(receiver === undefined ? [] : [receiver]), ...positional, ...named.values()];

/** Bytes that this very run made by chance. */
const isMadeNow = (value: Value): boolean => value.type === "unknown" && makesBytes.test(value.made?.by ?? "");

/** Node's library gets the vector as its third argument, Python's where the mode or the call is made. */
function begins(event: CallEvent): Value[] {
  if (event.name.endsWith("createDecipheriv")) return event.arguments.positional.slice(2, 3);
  return event.name.endsWith("decryptor") ? madeOf(event.receiver ?? { type: "nothing" }) : [...event.arguments.positional.slice(0, 1), ...(event.receiver === undefined ? [] : madeOf(event.receiver))];
}

/** A call that reads with a vector which was never written with. */
function readsWithNew(events: readonly CallEvent[]): CallEvent | undefined {
  return events.find((event) => decrypts.test(event.name) && begins(event).flatMap((value) => madeOf(value)).some(isMadeNow));
}

/** A vector that is made for one text and then neither handed on nor given back with it. */
function writesWithLost({ events, result, end, stores }: Run): CallEvent | undefined {
  if (end !== "returned" || stores || result === undefined) return undefined;
  return events.find((event) => {
    const [, , vector] = event.arguments.positional;
    if (!encrypts.test(event.name) || vector?.type !== "unknown" || !isMadeNow(vector)) return false;
    const cipher = (value: Value): boolean => value.type === "unknown" && value.made?.by === event.name;
    if (!madeOf(result).some(cipher)) return false;
    const isKept = (value: Value): boolean => madeOf(value, cipher).some((one) => one.type === "unknown" && one.made === vector.made);
    return !isKept(result) && !events.some((other) => other !== event && !isCipherText(other, cipher) && inputsOf(other).some(isKept));
  });
}

/** A call of the cipher's own. */
function isCipherText({ receiver }: CallEvent, cipher: (value: Value) => boolean): boolean {
  return receiver !== undefined && cipher(receiver);
}

/** For each hash with a salt that is compared whether that was salted anew: then it cannot be what was kept. */
function hashesCompared({ events, comparisons }: Run): boolean[] {
  const asked = events.filter(({ name }) => /(?:^|\.)(?:timingSafeEqual|compare_digest)$/.test(name)).flatMap(({ arguments: { positional } }) => positional);
  return [...comparisons.flat(), ...asked].flatMap((value) => {
    const salted = madeOf(value).flatMap((one) => (one.type === "unknown" && one.made !== undefined && derives.test(one.made.by) ? [one.made.arguments] : []));
    return salted.map(({ positional, named }) => [...positional.slice(1), ...named.values()].some((salt) => madeOf(salt).some(isMadeNow)));
  });
}

function findLost({ entry, runs }: EntryView): Refusal | undefined {
  const where = entry.callee === undefined ? entry.path : `\`${entry.callee.name || entry.id.slice(entry.path.length + 1)}\` of ${entry.path}`;
  for (const run of runs) {
    const reads = readsWithNew(eventsOf(run, entry));
    if (reads !== undefined) return { code: "deletes-feature", reason: `\`${reads.name}\` in ${reads.unit.path} begins with bytes that are made anew: nothing that was written can be read.` };
    const writes = writesWithLost(run);
    if (writes !== undefined) return { code: "deletes-feature", reason: `What \`${writes.name}\` in ${writes.unit.path} begins with is kept nowhere: ${where} gives back what nobody can read.` };
  }
  const compared = runs.flatMap(hashesCompared);
  return compared.length > 0 && compared.every(Boolean) ? { code: "deletes-feature", reason: `${where} compares a hash that is salted anew: it is never the one that was kept.` } : undefined;
}

/** What is read, written or compared with bytes that are made anew each time, where the original did no such thing. */
export function checkSalts(old: readonly EntryView[], changed: readonly EntryView[]): Refusal[] {
  const lost = changed.map(findLost).find((one) => one !== undefined);
  return lost === undefined || old.some((view) => findLost(view) !== undefined) ? [] : [lost];
}
