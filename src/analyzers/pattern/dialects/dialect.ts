// The contract of a dialect: all that the pattern engine knows about one language.

import type { SyntaxTree } from "../../../syntax/tree.ts";
import type { PreparedPattern } from "../text/prepare.ts";
import type { PatternLexis } from "../text/lexis.ts";
import type { MatchNode } from "../view/match-node.ts";
import type { ViewFacts } from "../view/view-context.ts";

/** What a pattern was read as. */
export type PatternRoot =
  | { readonly type: "expression"; readonly node: MatchNode }
  | { readonly type: "statement"; readonly node: MatchNode }
  | { readonly type: "statements"; readonly nodes: readonly MatchNode[] }
  | { readonly type: "field"; readonly node: MatchNode }
  | { readonly type: "attribute"; readonly node: MatchNode }
  | { readonly type: "handler"; readonly node: MatchNode }
  | { readonly type: "finalizer"; readonly node: MatchNode }
  | { readonly type: "case"; readonly node: MatchNode }
  | { readonly type: "condition"; readonly node: MatchNode }
  | { readonly type: "function"; readonly node: MatchNode }
  | { readonly type: "function-header"; readonly node: MatchNode }
  | { readonly type: "class-header"; readonly node: MatchNode }
  | { readonly type: "partial-field"; readonly node: MatchNode }
  | { readonly type: "type"; readonly node: MatchNode }
  | { readonly type: "nothing" };

/** One way to read a pattern: text around it, and how to take the pattern out of the tree that results. */
export interface PatternContext {
  readonly name: string;
  /** False where the text cannot be meant this way; `source` still has its last line end. */
  readonly applies: (text: string, source: string) => boolean;
  readonly wrap: (code: string) => string;
  /** The pattern inside the block of the whole wrapped text, or undefined where it is not of this form. */
  readonly unwrap: (block: MatchNode, text: string) => PatternRoot | undefined;
}

/** How names are looked up; read by the naming pass. */
export interface NamingFacts {
  /** False where names are only names: two of one spelling are always the same. */
  readonly resolves: boolean;
  /** Names of a block scope end with it (JavaScript `let`); otherwise with the function. */
  readonly hasBlockScopes: boolean;
  /** Assigning a name in a function binds it there (Python). */
  readonly assignmentBinds: boolean;
  /** Calls that import: `require`. */
  readonly importCalls: ReadonlySet<string>;
  /** The path a module text stands for: `./a/b` → `a`, `b`. */
  readonly modulePath: (text: string) => readonly string[];
}

/** One language of patterns. */
export interface Dialect {
  readonly language: string;
  readonly lexis: PatternLexis;
  /** Replaces the common lexer, where a language's marks are too different. */
  readonly prepare?: (text: string) => PreparedPattern;
  /** Writes in full what patterns may abbreviate, before anything else. */
  readonly rewrite: (text: string) => string;
  readonly facts: ViewFacts;
  readonly naming: NamingFacts;
  /** What to say to the author of a text that is no pattern, beside the parser's words. */
  readonly hint?: (text: string) => string;
  /** Problems of a file, in their parser's words, that a pattern may have. */
  readonly toleratedProblems?: RegExp;
  readonly contexts: readonly PatternContext[];
  readonly matching: MatchFacts;
  /** File name for parsing a pattern or a piece of code. */
  readonly path: string;
}

/** What differs between languages when a pattern meets a tree. */
export interface MatchFacts {
  /** Object fields match in any order and others may be there. */
  readonly recordsAreUnordered: boolean;
  /** `"..."` also matches a template without holes. */
  readonly ellipsisStringMatchesTemplate: boolean;
}

/** Parses the code of one language. */
export type ParseCode = (text: string, path: string) => SyntaxTree;
