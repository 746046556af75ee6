// Reads durations and sizes as people write them: `500ms`, `5s`, `2m`, `30d`, `256MB`.

import { AssayError } from "./errors.ts";

const millisecondsPer: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** 1024-based, also for KB, MB and GB: what people mean by them when they set a limit. */
const bytesPer: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["b", 1],
  ["k", 1024],
  ["kb", 1024],
  ["kib", 1024],
  ["m", 1024 ** 2],
  ["mb", 1024 ** 2],
  ["mib", 1024 ** 2],
  ["g", 1024 ** 3],
  ["gb", 1024 ** 3],
  ["gib", 1024 ** 3],
]);

/** Milliseconds, a whole number. A bare number is seconds. Undefined for what is no duration, or a negative one. */
export function readDuration(text: string | number): number | undefined {
  return read(text, millisecondsPer);
}

/** Bytes, a whole number. A bare number is bytes. Undefined for what is no size, or a negative one. */
export function readSize(text: string | number): number | undefined {
  return read(text, bytesPer);
}

/** {@link readDuration} for a flag or setting called `name`; throws `usage` for what it cannot read. */
export function parseDuration(text: string | number, name: string): number {
  return readDuration(text) ?? refuse(text, name, "a duration such as 500ms, 5s or 2m (a bare number is seconds)");
}

/** {@link readSize} for a flag or setting called `name`; throws `usage` for what it cannot read. */
export function parseSize(text: string | number, name: string): number {
  return readSize(text) ?? refuse(text, name, "a size such as 512KB, 1MB or 2GB (a bare number is bytes)");
}

function read(text: string | number, units: ReadonlyMap<string, number>): number | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(String(text).trim());
  const factor = units.get(parts?.[2]?.toLowerCase() ?? "");
  if (parts === null || factor === undefined) return undefined;
  const amount = Math.round(Number(parts[1]) * factor);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

function refuse(text: string | number, name: string, wanted: string): never {
  throw new AssayError({ code: "usage", message: `${name}: ${JSON.stringify(text)} is not ${wanted}.`, nextStep: `Give ${wanted}.` });
}
