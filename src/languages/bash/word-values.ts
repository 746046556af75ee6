// Works out what the words and strings of Bash say once the shell has taken the quotes and backslashes away.

/** An unquoted word: a backslash keeps the next character, or joins two lines. */
export function wordValue(text: string): string {
  return text.includes("\\") ? text.replace(/\\(\r?\n|[^])/g, (_all, next: string) => (next.endsWith("\n") ? "" : next)) : text;
}

/** The text between double quotes: a backslash only counts before `$`, a backquote, `"`, itself and a line end. */
export function quotedValue(text: string): string {
  return text.includes("\\")
    ? text.replace(/\\(\r?\n|[$`"\\])/g, (_all, next: string) => (next.endsWith("\n") ? "" : next))
    : text;
}

/** The text of a here-document whose delimiter is not quoted; `<<-` takes the leading tabs. */
export function documentValue(text: string, areTabsTaken: boolean, isRaw: boolean): string {
  const lines = areTabsTaken ? text.replace(/^\t+/gm, "") : text;
  if (isRaw || !lines.includes("\\")) return lines;
  return lines.replace(/\\(\r?\n|[$`\\])/g, (_all, next: string) => (next.endsWith("\n") ? "" : next));
}

const ansiEscapes: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["e", "\x1b"],
  ["E", "\x1b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["?", "?"],
]);

/** The text between `$'` and `'`, with the escapes of C. */
export function ansiValue(text: string): string {
  return text.replace(
    /\\(?:([abeEfnrtv\\'"?])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c([^]))/g,
    (all, simple?: string, octal?: string, hex?: string, short?: string, long?: string, control?: string) => {
      if (simple !== undefined) return ansiEscapes.get(simple)!;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);
      const point = Number.parseInt(hex ?? short ?? long ?? "", 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    },
  );
}
