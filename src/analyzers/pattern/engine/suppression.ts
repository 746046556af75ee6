// `nosemgrep` comments: on the line of a match or on the line before, with or without rule ids.

const sameLine = / nosem(?:grep)?(?::\s?(?<ids>[\w.\-/]+(?:\s*,\s*[\w.\-/]+)*))?/i;
const lineBefore = /^[^a-zA-Z0-9]*nosem(?:grep)?(?::\s?(?<ids>[\w.\-/]+(?:\s*,\s*[\w.\-/]+)*))?/i;

/** True where a comment suppresses rule `ruleId` at `offset`. */
export function isSuppressed(text: string, offset: number, ruleId: string): boolean {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const own = sameLine.exec(text.slice(start, end < 0 ? text.length : end));
  const before = start === 0 ? null : lineBefore.exec(text.slice(text.lastIndexOf("\n", start - 2) + 1, start - 1));
  if (own === null && before === null) return false;
  const ids = [own, before].flatMap((match) => match?.groups?.["ids"]?.split(/\s*,\s*/) ?? []);
  return ids.length === 0 || ids.some((id) => id === ruleId || ruleId.endsWith(`.${id}`));
}
