// What a rule sees of the whole project: modules, circles of imports, and what nothing uses.

import type { Confidence } from "../model/finding.ts";
import type { TypeFact } from "../model/type-fact.ts";

/** A definition or export that nothing uses. Offsets are 0-based UTF-16 units. */
export interface UnusedDefinition {
  readonly path: string;
  readonly language: string;
  readonly name: string;
  readonly kind: "function" | "class" | "method" | "variable" | "type";
  /** The class of a method. */
  readonly owner?: string;
  readonly start: number;
  readonly end: number;
  /** The name under which it is exported; absent where it is not. */
  readonly exportedAs?: string;
  /** True where its own file uses it: only the export is of no use. */
  readonly isUsedHere: boolean;
  readonly confidence: Confidence;
}

export interface UnusedFile {
  readonly path: string;
  readonly language: string;
  readonly confidence: Confidence;
}

export interface CycleView {
  /** A shortest way round, each file once. */
  readonly path: readonly string[];
  /** All files that import each other in circles. */
  readonly files: readonly string[];
  /** The import in the first file of `path` that leads to the second. */
  readonly start: number;
  readonly end: number;
  readonly language: string;
}

/** A run of code that stands in several places. */
export interface CloneView {
  readonly tokens: number;
  readonly lines: number;
  /** True where names differ between the places. */
  readonly isRenamed: boolean;
  /** Two or more, in the order of paths and lines; lines are 1-based. */
  readonly places: readonly { readonly path: string; readonly startLine: number; readonly endLine: number }[];
}

export interface ProjectView {
  /** By file and place. */
  readonly unusedDefinitions: readonly UnusedDefinition[];
  readonly unusedFiles: readonly UnusedFile[];
  readonly cycles: readonly CycleView[];
  /** The longest first. */
  readonly clones: readonly CloneView[];
  /** What the TypeScript compiler knows, where it was asked; by file and place. */
  readonly typeFacts: readonly TypeFact[];
}
