// What the matcher carries along: the options of the rule, the facts of the language, the file.

import type { Rule } from "../rules/rule.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { MatchNode } from "../view/match-node.ts";
import { type Bindings, type BoundValue, bind, boundNode, lookUp } from "./bindings.ts";
import { areEqualValues } from "./equality.ts";

/** The options of a rule that change how patterns match. */
export interface MatchOptions {
  readonly constantPropagation: boolean;
  readonly symbolicPropagation: boolean;
  readonly deepExpressionStatements: boolean;
  readonly deepStatements: boolean;
  readonly deepExpressions: boolean;
  readonly implicitEllipsis: boolean;
  readonly declarationIsAssignment: boolean;
  readonly fieldIsAssignment: boolean;
  readonly attributeIsExpression: boolean;
  /** Functions of every form match each other. */
  readonly arrowIsFunction: boolean;
  readonly letIsVar: boolean;
  readonly associative: boolean;
  readonly commutativeBoolean: boolean;
  readonly commutativeComparison: boolean;
  readonly symmetricEquality: boolean;
  readonly decoratorsOrderMatters: boolean;
  readonly looseXml: boolean;
  readonly implicitXmlAttributes: boolean;
  readonly orderedXmlChildren: boolean;
}

/** Everything that stays the same while one rule meets one file. */
export interface MatchContext {
  readonly options: MatchOptions;
  readonly dialect: Dialect;
  readonly text: string;
  /** Tests a regular expression in the rule language's own flavour, unanchored. */
  readonly testRegex: (pattern: string, text: string) => boolean;
  readonly budget: Budget;
}

/** What one rule may still spend on one file. */
export interface Budget {
  /** Steps left; a match that uses them up is given up. */
  steps: number;
  /** Set where the search of a regular expression was cut short. */
  isSearchCut: boolean;
}

/** Results of matching: every way to match, as chains of bindings. */
export type Matches = readonly Bindings[];

export const noMatch: Matches = [];

/** Thrown when a match takes more steps than its budget; the runner reports the rule as timed out. */
export class BudgetExceeded extends Error {}

/** Reads the options of a rule; what is absent has the real program's default. */
export function matchOptions(options: Rule["options"]): MatchOptions {
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = options[name];
    return typeof value === "boolean" ? value : otherwise;
  };
  return {
    constantPropagation: flag("constant_propagation", true),
    symbolicPropagation: flag("symbolic_propagation", false),
    deepExpressionStatements: flag("implicit_deep_exprstmt", true),
    deepStatements: flag("go_deeper_stmt", true),
    deepExpressions: flag("go_deeper_expr", true),
    implicitEllipsis: flag("implicit_ellipsis", true),
    declarationIsAssignment: flag("vardef_assign", true),
    fieldIsAssignment: flag("flddef_assign", false),
    attributeIsExpression: flag("attr_expr", true),
    arrowIsFunction: flag("arrow_is_function", true),
    letIsVar: flag("let_is_var", true),
    associative: flag("ac_matching", true),
    commutativeBoolean: flag("commutative_boolop", false),
    commutativeComparison: flag("commutative_compop", false),
    symmetricEquality: flag("symmetric_eq", false),
    decoratorsOrderMatters: flag("decorators_order_matters", false),
    looseXml: flag("xml_singleton_loose_matching", true),
    implicitXmlAttributes: flag("xml_attrs_implicit_ellipsis", true),
    orderedXmlChildren: flag("xml_children_ordered", true),
  };
}

/** Binds a metavariable, or checks that its value agrees with the one it has. */
export function bindValue(bindings: Bindings, name: string, value: BoundValue): Matches {
  if (name === "$_") return [bindings];
  const known = lookUp(bindings, name);
  if (known === undefined) return [bind(bindings, name, value)];
  return areEqualValues(known, value) ? [bindings] : noMatch;
}

/** Binds a metavariable to a node. */
export function bindNode(bindings: Bindings, name: string, node: MatchNode): Matches {
  return bindValue(bindings, name, boundNode(node));
}

/** Runs a matcher on each result so far and collects what it finds. */
export function chain(matches: Matches, next: (bindings: Bindings) => Matches): Matches {
  if (matches.length === 0) return noMatch;
  if (matches.length === 1) return next(matches[0]!);
  const found: Bindings[] = [];
  for (const one of matches) {
    for (const result of next(one)) found.push(result);
  }
  return capped(found);
}

/** Both sets of results. */
export function either(left: Matches, right: Matches): Matches {
  if (left.length === 0) return right;
  return right.length === 0 ? left : capped([...left, ...right]);
}

const maxMatches = 20_000;

/** So many results at most. */
export function capped(matches: Matches): Matches {
  return matches.length > maxMatches ? matches.slice(0, maxMatches) : matches;
}

/** Counts one step of work. */
export function step(context: MatchContext): void {
  if (--context.budget.steps < 0) throw new BudgetExceeded("The pattern took too many steps on this file.");
}
