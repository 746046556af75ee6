// One file of a simulated program.

import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Dialect } from "./dialect.ts";

/** A parsed file and how its language behaves. */
export interface ModuleUnit {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  readonly tree: SyntaxTree;
  readonly dialect: Dialect;
}
