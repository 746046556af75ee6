// Puts code into messages: short, on one line.

import type { NodeId } from "../syntax/tree.ts";
import { textOf } from "../syntax/tree.ts";
import type { FileView } from "./file-view.ts";

const longestUnits = 48;

/** The source text of a node for a message, in backquotes, cut where it is long. */
export function quoteCode(file: FileView, node: NodeId): string {
  const text = textOf(file.tree, node).replace(/\s+/g, " ").replaceAll("`", "'");
  return text.length <= longestUnits ? `\`${text}\`` : `\`${text.slice(0, longestUnits - 1)}…\``;
}
