// Reads the times that earlier task programs wrote, in whatever form.

const dayMs = 86_400_000;
/** Julian day of 1970-01-01T00:00Z, as SQLite's `julianday` counts. */
const julianEpoch = 2_440_587.5;
/** .NET counts 100 ns from the year 1; this many milliseconds later comes 1970. */
const ticksEpochMs = 62_135_596_800_000;

/** Numbers by size: each way of counting gives the years from 1970 on a range of its own. The bounds are exclusive. */
const counts: readonly (readonly [below: number, milliseconds: (value: number) => number])[] = [
  [1.7e6, () => Number.NaN],
  [3e6, (days) => (days - julianEpoch) * dayMs],
  [1e11, (seconds) => seconds * 1000],
  [1e14, (milliseconds) => milliseconds],
  [1e17, (microseconds) => microseconds / 1000],
  [6e17, (nanoseconds) => nanoseconds / 1e6],
  [7e17, (ticks) => ticks / 10_000 - ticksEpochMs],
  [1e20, (nanoseconds) => nanoseconds / 1e6],
];

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(.*)$/i;
const compactIso = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(?:[.,](\d+))?)?(.*)$/i;
const zone = /^(?:([+-])(\d\d):?(\d\d)?|z|utc|gmt)?(?:\s*(?:utc|gmt|\[[\w/+-]+\]|\([\w\s]+\)))?$/i;
/** `Mon, 01 Jan 2024 10:00:00 GMT` and what C, Python and JavaScript print. */
const named = /^[a-z]{3,9},? .*\d{4}/i;

/** ISO 8601 in UTC; what names no zone is UTC, as SQLite's own times are. Undefined for what is no time since 1970. */
export function readTime(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value).trim();
  const milliseconds = /^\d+(?:\.\d+)?$/.test(text) && !/^(?:19|20)\d{6}$/.test(text) ? readCount(Number(text)) : readText(text);
  return milliseconds > 0 && milliseconds < Date.UTC(10_000, 0) ? new Date(milliseconds).toISOString() : undefined;
}

function readCount(value: number): number {
  return counts.find(([below]) => value < below)?.[1](value) ?? Number.NaN;
}

function readText(text: string): number {
  const parts = iso.exec(text) ?? compactIso.exec(text);
  if (parts === null) return named.test(text) ? Date.parse(/gmt|utc|[+-]\d{4}\b/i.test(text) ? text : `${text} UTC`) : Number.NaN;
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part)));
  const offset = zone.exec(parts[8]!.trim());
  if (offset === null || month! > 12 || day! > 31 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  const offsetMs = (Number(offset[2] ?? 0) * 60 + Number(offset[3] ?? 0)) * 60_000 * (offset[1] === "-" ? -1 : 1);
  return Date.UTC(year!, month! - 1, day, hour, minute, second, Math.trunc(Number(`0.${parts[7] ?? 0}`) * 1000)) - offsetMs;
}
