// The edits that take unused names out of an import statement.

import { Role, childrenOf } from "../../../src/rule-kit/index.ts";
import type { Edit, FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Removes all unused names of the statement at once; undefined where a comment or the layout makes that unsure. */
export function removalOf(file: FileView, statement: NodeId, items: readonly NodeId[], unused: readonly NodeId[]): Edit[] | undefined {
  const { tree } = file;
  if (unused.length === items.length) return statementRemoval(file, statement);
  const isUnused = items.map((item) => unused.includes(item));
  const edits: Edit[] = [];
  for (let first = 0; first < items.length; first++) {
    if (!isUnused[first]) continue;
    let next = first;
    while (next < items.length && isUnused[next]) next++;
    const isLast = next === items.length;
    const start = isLast ? tree.end[items[first - 1]!]! : tree.start[items[first]!]!;
    const end = isLast ? tree.end[items[next - 1]!]! : tree.start[items[next]!]!;
    edits.push({ start, end, replacement: "" });
    first = next;
  }
  return edits.some((edit) => tree.text.slice(edit.start, edit.end).includes("#")) ? undefined : edits;
}

/** The whole line, or `pass` where a block would be left empty. */
function statementRemoval(file: FileView, statement: NodeId): Edit[] | undefined {
  const { tree } = file;
  const { text } = tree;
  const [start, end] = [tree.start[statement]!, tree.end[statement]!];
  const block = tree.parent[statement]!;
  if (block !== 0 && childrenOf(tree, block, Role.Body).length === 1) return [{ start, end, replacement: "pass" }];
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  // Something else stands on the line: `import a; import b`, or a comment.
  if (text.slice(lineStart, start).trim() !== "" || rest === null) return undefined;
  return [{ start: lineStart, end: end + rest[0].length, replacement: "" }];
}
