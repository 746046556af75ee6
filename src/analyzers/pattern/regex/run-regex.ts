// Runs translated regular expressions over text, with named limits.

import { runnableRegex, wasCutShort } from "./bounded-regex.ts";
import { translateRegex } from "./translate.ts";

/** One match: its range and its groups with theirs. Offsets are 0-based UTF-16, `end` exclusive. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** Entry 0 is the first group. `start` is -1 for a group that took no part. */
  readonly groups: readonly { readonly name: string | undefined; readonly text: string; readonly start: number; readonly end: number }[];
}

/** True between the two halves of a character beyond the basic plane. */
function isInsidePair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0 && text.charCodeAt(at - 1) >= 0xd800 && text.charCodeAt(at - 1) <= 0xdbff;
}

const maxMatches = 100_000;

/** Compiles an expression of the rule language, or undefined where it cannot be translated. */
export function compileRegex(pattern: string, flags: string): RegExp | undefined {
  const translated = translateRegex(pattern, flags);
  return translated.ok ? runnableRegex(translated) : undefined;
}

/** Every match in `text`; none where the search takes more steps than it may. `regex` must have the flag g or y, and d where it has groups. */
export function findRegexMatches(regex: RegExp, text: string): RegexMatch[] {
  const found: RegexMatch[] = [];
  regex.lastIndex = 0;
  for (let match = regex.exec(text); match !== null && found.length < maxMatches; match = regex.exec(text)) {
    if (match[0] === "" && isInsidePair(text, match.index)) {
      regex.lastIndex = match.index + 1;
      continue;
    }
    found.push({ start: match.index, end: match.index + match[0].length, groups: groupsOf(match) });
    // From between the halves of a character the search would find the place before it again.
    if (match[0] === "") regex.lastIndex += isInsidePair(text, match.index + 1) ? 2 : 1;
  }
  // The reference program drops a file whose search reaches the limit.
  return wasCutShort(regex) ? [] : found;
}

const noGroups: RegexMatch["groups"] = [];

function groupsOf(match: RegExpExecArray): RegexMatch["groups"] {
  const { indices } = match;
  if (indices === undefined || indices.length === 1) return noGroups;
  const names = new Map(Object.entries(indices.groups ?? {}).map(([name, range]) => [String(range), name]));
  return indices.slice(1).map((range, index) => ({
    name: range === undefined ? undefined : names.get(String(range)),
    text: match[index + 1] ?? "",
    start: range?.[0] ?? -1,
    end: range?.[1] ?? -1,
  }));
}
