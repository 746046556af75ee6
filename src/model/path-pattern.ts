// Matches paths against patterns with wildcards, in time that a hostile pattern cannot blow up.

/** The folders and the name of a path, in order. */
export type PathSegments = readonly string[];

/** `**`: any number of whole segments, none included. */
const anySegments = Symbol("**");

/** A segment's pattern: the very text, or what each place of it may hold. */
type SegmentPattern = string | readonly Place[];

/** A UTF-16 unit, any one, any number, or one of a set. */
type Place = number | "one" | "many" | ((unit: number) => boolean);

/** A compiled pattern. */
export type PathPattern = readonly (SegmentPattern | typeof anySegments)[];

/**
 * Compiles `*`, `?`, `[a-z]`, `[!a]`, `\x` and `**` as a whole segment; elsewhere `**` means `*`. Undefined for a pattern
 * that can match nothing, such as one with an open bracket: git reads it so too.
 */
export function compilePathPattern(pattern: string): PathPattern | undefined {
  const compiled: (SegmentPattern | typeof anySegments)[] = [];
  for (const text of pattern.split("/")) {
    const segment = text === "**" ? anySegments : compileSegment(text);
    if (segment === undefined) return undefined;
    // Two in a row mean no more than one.
    if (segment !== anySegments || compiled.at(-1) !== anySegments) compiled.push(segment);
  }
  return compiled;
}

/**
 * True where the pattern matches the segments from `from` on, to the end. As with the wildcards inside a segment, only the last
 * `**` is ever reconsidered, which suffices and bounds the work by the product of both lengths.
 */
export function matchesPath(pattern: PathPattern, segments: PathSegments, from: number): boolean {
  let at = 0;
  let segment = from;
  let retryAt = -1;
  let retrySegment = -1;
  while (segment < segments.length) {
    const wanted = pattern[at];
    if (wanted === anySegments) {
      retryAt = ++at;
      retrySegment = segment;
    } else if (wanted !== undefined && matchesSegment(wanted, segments[segment]!)) {
      at++;
      segment++;
    } else if (retryAt !== -1) {
      at = retryAt;
      segment = ++retrySegment;
    } else {
      return false;
    }
  }
  while (pattern[at] === anySegments) at++;
  return at === pattern.length;
}

function compileSegment(text: string): SegmentPattern | undefined {
  if (!/[*?[\\]/.test(text)) return text;
  const places: Place[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]!;
    if (unit === "*") {
      if (places.at(-1) !== "many") places.push("many");
    } else if (unit === "?") {
      places.push("one");
    } else if (unit === "[") {
      const set = compileSet(text, at);
      if (set === undefined) return undefined;
      places.push(set.contains);
      at = set.end;
    } else {
      if (unit === "\\") at++;
      // A backslash at the end escapes nothing: git matches nothing with it.
      if (at >= text.length) return undefined;
      places.push(text.charCodeAt(at));
    }
  }
  return places;
}

/** Tests of the named sets, such as `[[:digit:]]`. */
const namedSets: ReadonlyMap<string, RegExp> = new Map([
  ["alnum", /[0-9A-Za-z]/],
  ["alpha", /[A-Za-z]/],
  ["blank", /[ \t]/],
  ["digit", /[0-9]/],
  ["lower", /[a-z]/],
  ["punct", /[!-/:-@[-`{-~]/],
  ["space", /\s/],
  ["upper", /[A-Z]/],
  ["xdigit", /[0-9A-Fa-f]/],
]);

/** The set that opens at `start`, and where its closing bracket stands; undefined where there is none. */
function compileSet(text: string, start: number): { readonly contains: (unit: number) => boolean; readonly end: number } | undefined {
  let at = start + 1;
  const isNegated = text[at] === "!" || text[at] === "^";
  if (isNegated) at++;
  const ranges: (readonly [number, number])[] = [];
  const named: RegExp[] = [];
  for (let isFirst = true; isFirst || text[at] !== "]"; isFirst = false) {
    if (at >= text.length) return undefined;
    const name = text.startsWith("[:", at) ? text.slice(at + 2, text.indexOf(":]", at + 2)) : "";
    const set = namedSets.get(name);
    if (set !== undefined) {
      named.push(set);
      at += name.length + 4;
      continue;
    }
    const low = readMember(text, at);
    const isRange = text[low.next] === "-" && text[low.next + 1] !== "]" && low.next + 1 < text.length;
    const high = isRange ? readMember(text, low.next + 1) : low;
    ranges.push([low.unit, high.unit]);
    at = high.next;
  }
  const holds = (unit: number): boolean =>
    ranges.some(([low, high]) => unit >= low && unit <= high) || named.some((set) => set.test(String.fromCharCode(unit)));
  return { contains: isNegated ? (unit) => !holds(unit) : holds, end: at };
}

function readMember(text: string, at: number): { readonly unit: number; readonly next: number } {
  const place = text[at] === "\\" ? at + 1 : at;
  return { unit: text.charCodeAt(place), next: place + 1 };
}

function matchesSegment(pattern: SegmentPattern, text: string): boolean {
  if (typeof pattern === "string") return pattern === text;
  let at = 0;
  let unit = 0;
  let retryAt = -1;
  let retryUnit = -1;
  while (unit < text.length) {
    const place = pattern[at];
    if (place === "many") {
      retryAt = ++at;
      retryUnit = unit;
    } else if (place !== undefined && holdsUnit(place, text.charCodeAt(unit))) {
      at++;
      unit++;
    } else if (retryAt !== -1) {
      at = retryAt;
      unit = ++retryUnit;
    } else {
      return false;
    }
  }
  while (pattern[at] === "many") at++;
  return at === pattern.length;
}

function holdsUnit(place: Exclude<Place, "many">, unit: number): boolean {
  if (typeof place === "number") return place === unit;
  return place === "one" || place(unit);
}
