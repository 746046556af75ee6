// `nosemgrep` comments: on the line of a match or on the line before, with or without rule ids.

const comment = /(?:#|\/\/|\/\*|<!--|--|;|%)?\s*nosem(?:grep)?(?::\s*([\w.\-/, ]+))?/i;

/** True where a comment suppresses rule `ruleId` at `offset`. */
export function isSuppressed(text: string, offset: number, ruleId: string): boolean {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  if (suppresses(text.slice(start, end < 0 ? text.length : end), ruleId)) return true;
  if (start === 0) return false;
  const before = text.lastIndexOf("\n", start - 2) + 1;
  const line = text.slice(before, start - 1);
  return /^[^a-zA-Z0-9]*nosem/.test(line) && suppresses(line, ruleId);
}

function suppresses(line: string, ruleId: string): boolean {
  if (!line.includes("nosem")) return false;
  const match = comment.exec(line);
  if (match === null) return false;
  const ids = match[1]?.trim();
  if (ids === undefined || ids === "") return true;
  return ids.split(/[,\s]+/).some((id) => id === ruleId || id.endsWith(`.${ruleId}`) || ruleId.endsWith(`.${id}`));
}
