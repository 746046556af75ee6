// The records of measurement: what is told about each function, class, file and the project.

import type { CouplingFigures } from "../project/coupling.ts";

/** Lines of a file or of one definition. */
export interface LineFigures {
  readonly total: number;
  /** Neither blank nor only comment. */
  readonly code: number;
  /** Nothing but comment, or part of one. */
  readonly comment: number;
  readonly blank: number;
  /** Statements and headers of compound statements. */
  readonly logical: number;
}

/** Halstead's software science (1977). */
export interface HalsteadFigures {
  readonly distinctOperators: number;
  readonly distinctOperands: number;
  readonly operators: number;
  readonly operands: number;
  readonly vocabulary: number;
  readonly length: number;
  readonly calculatedLength: number;
  readonly volume: number;
  readonly difficulty: number;
  readonly effort: number;
  /** Seconds. */
  readonly time: number;
  readonly bugs: number;
}

export type FunctionKind =
  | "function"
  | "method"
  | "constructor"
  | "getter"
  | "setter"
  | "arrow"
  /** Only where a compared tool counts them: code that runs as if it were a function. */
  | "class-field-initializer"
  | "class-static-block";

interface DefinitionFigures {
  readonly name: string;
  /** Names of the enclosing definitions and its own, joined by dots. */
  readonly qualifiedName: string;
  /** Line of the definition itself, below its decorators. 1-based. */
  readonly startLine: number;
  /** 1-based, in UTF-16 units. */
  readonly startColumn: number;
  readonly endLine: number;
  readonly cyclomatic: number;
  readonly cognitive: number;
  readonly lines: LineFigures;
}

export interface FunctionFigures extends DefinitionFigures {
  readonly kind: FunctionKind;
  readonly parameters: number;
  /** Deepest nesting of control structures. */
  readonly nesting: number;
  readonly returns: number;
  /** 0 to 100. */
  readonly maintainabilityIndex: number;
  readonly halstead: HalsteadFigures;
}

export interface ClassFigures extends DefinitionFigures {
  readonly kind: "class";
  readonly methods: number;
}

export interface FileFigures {
  readonly path: string;
  readonly language: string;
  readonly lines: LineFigures;
  /** Share of comment lines among lines of code and comment, 0 to 1. */
  readonly commentDensity: number;
  readonly cyclomatic: number;
  readonly cognitive: number;
  /** 0 to 100; under a compatibility mode on the tool's own scale. */
  readonly maintainabilityIndex: number;
  /** The same with credit for comments, by radon's formula. */
  readonly maintainabilityIndexWithComments: number;
  readonly halstead: HalsteadFigures;
  readonly functions: readonly FunctionFigures[];
  readonly classes: readonly ClassFigures[];
  /** How the file is tied to the others that were measured; absent for languages whose imports are not followed. */
  readonly coupling?: CouplingFigures;
  /** Present where parts could not be read: their figures are missing. */
  readonly isPartlyRead?: true;
}
