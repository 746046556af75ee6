// The tree of a notebook: nothing but what is wrong with the file itself. The cells are embedded code.

import { Kind } from "../../syntax/kinds.ts";
import type { Parse } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { TreeBuilder } from "../../syntax/tree-builder.ts";
import { readNotebook } from "./read-cells.ts";

export const parseNotebook: Parse = (text) => {
  const builder = new TreeBuilder();
  builder.leaf(Kind.Program, Role.None, 0, text.length);
  const { faultAt } = readNotebook(text);
  const problems = faultAt < 0 ? [] : [{ message: "This is not the JSON of a notebook", start: faultAt, end: Math.min(text.length, faultAt + 1), isFatal: true }];
  return builder.finish({ language: "jupyter", text, comments: [], problems });
};
