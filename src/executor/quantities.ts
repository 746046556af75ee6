// Reads the durations and sizes that people write: `500ms`, `5s`, `2m`, `256MB`; bare numbers are seconds and bytes.
import { AssayError } from "../model/errors.ts";

const MILLISECONDS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["", 1000],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

const BYTES_PER_UNIT: ReadonlyMap<string, number> = new Map([
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

/** A duration in whole milliseconds, at least one. Throws `usage`. */
export function parseDurationMs(text: string): number {
  return parseQuantity(text, MILLISECONDS_PER_UNIT, "duration", "500ms, 5s, 2m or a bare number of seconds");
}

/** A size in whole bytes, at least one; units are 1024-based. Throws `usage`. */
export function parseSizeBytes(text: string): number {
  return parseQuantity(text, BYTES_PER_UNIT, "size", "256MB, 64KB, 1GB or a bare number of bytes");
}

function parseQuantity(text: string, units: ReadonlyMap<string, number>, noun: string, forms: string): number {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s*([A-Za-z]*)$/.exec(text.trim());
  const factor = match === null ? undefined : units.get((match[2] ?? "").toLowerCase());
  const value = match === null || factor === undefined ? Number.NaN : Math.round(Number(match[1]) * factor);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new AssayError({
    code: "usage",
    message: `${JSON.stringify(text)} is not a ${noun} above zero.`,
    nextStep: `Write it as ${forms}.`,
  });
}
