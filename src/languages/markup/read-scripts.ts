// Finds comments and scripts in the text of a page or component.

import type { CommentRange } from "../../syntax/tree.ts";

/** One `<script …>…</script>`. Offsets are 0-based UTF-16 units. */
export interface ScriptElement {
  /** Attributes by name in lower case; "" for one without a value. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What stands between the tags. */
  readonly start: number;
  readonly end: number;
}

export interface ScriptedText {
  readonly comments: readonly CommentRange[];
  readonly scripts: readonly ScriptElement[];
}

const opening = /<!--|<(script|style|textarea|title|xmp)\b((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Reads from front to back, as a browser does: what a comment or another element of text holds is no script. */
export function readScripts(text: string): ScriptedText {
  const comments: CommentRange[] = [];
  const scripts: ScriptElement[] = [];
  opening.lastIndex = 0;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    if (found[1] === undefined) {
      const close = text.indexOf("-->", found.index + 4);
      const end = close < 0 ? text.length : close + 3;
      comments.push({ start: found.index, end });
      opening.lastIndex = end;
      continue;
    }
    const isClosed = found[2]!.endsWith("/");
    if (isClosed) continue;
    const start = opening.lastIndex;
    const close = new RegExp(`</${found[1]}\\b`, "gi");
    close.lastIndex = start;
    const end = close.exec(text)?.index ?? text.length;
    opening.lastIndex = end;
    if (found[1].toLowerCase() === "script") scripts.push({ attributes: attributesOf(found[2]!), start, end });
  }
  return { comments, scripts };
}

function attributesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(attribute)].map((found) => [found[1]!.toLowerCase(), found[2] ?? found[3] ?? found[4] ?? ""]));
}
