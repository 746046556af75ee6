// The tree of a page: its comments. What it holds besides is found as embedded code.

import { Kind } from "../../syntax/kinds.ts";
import type { Parse } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { TreeBuilder } from "../../syntax/tree-builder.ts";
import { readScripts } from "./read-scripts.ts";

/** The parser of a language of pages. */
export function createMarkupParse(language: string): Parse {
  return (text) => {
    const builder = new TreeBuilder();
    builder.leaf(Kind.Program, Role.None, 0, text.length);
    return builder.finish({ language, text, comments: readScripts(text).comments, problems: [] });
  };
}
