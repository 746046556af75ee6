// Runs rules that set limits to figures of functions. Most files pass a cheap look that can only be too strict.

import type { Severity } from "../../model/finding.ts";
import type { FunctionRule, FunctionView } from "../../rule-kit/project-rule.ts";
import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { ScopeTable } from "../../syntax/scopes.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import type { OffsetFinding } from "../quality/rule-runner.ts";
import { type CognitiveFigures, measureCognitive } from "./cognitive.ts";
import { countDecisions, foldClasses, weighOwn } from "./cyclomatic.ts";
import { describeExtraction, findExtraction } from "./extraction.ts";
import { isBareString, tableLines } from "./lines.ts";
import { type Outline, type Unit, anonymousName, noUnit, outlineTree } from "./outline.ts";
import { countShapes } from "./shape.ts";

/** A rule as the settings want it. */
export interface ConfiguredFunctionRule {
  readonly rule: FunctionRule;
  /** Undefined: as the rule says itself. */
  readonly severity: Severity | undefined;
  readonly limit: number;
}

/** What the limits need to know of a file beside its tree. */
export interface FunctionFacts {
  readonly scopes: () => ScopeTable;
  /** 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
}

/** One finding for each function and limit that it exceeds, in the order of the file. */
export function checkFunctions(tree: SyntaxTree, rules: readonly ConfiguredFunctionRule[], { scopes, lineOf }: FunctionFacts): OffsetFinding[] {
  if (rules.length === 0 || !mayExceed(tree, rules)) return [];
  const outline = outlineTree(tree);
  const cognitive = measureCognitive(tree, outline);
  const views = viewFunctions(tree, outline, cognitive, rules);
  return views.flatMap(({ unit, view, countsFunctions }) =>
    rules.flatMap(({ rule, severity, limit }): OffsetFinding[] => {
      const figure = rule.figureOf(view);
      if (figure <= limit) return [];
      const { meta } = rule;
      const extraction = figure === view.cognitive ? findExtraction({ tree, node: unit.node, total: figure, countsFunctions, cognitive, scopes: scopes() }) : undefined;
      return [
        {
          ruleId: meta.id,
          category: meta.category,
          severity: severity ?? meta.severity,
          confidence: meta.confidence,
          cwe: meta.cwe,
          message: rule.say(view.qualifiedName, figure, limit),
          ...headOf(tree, unit),
          trace: [],
          remediationMinutes: rule.minutesFor(figure, limit),
          ...(extraction === undefined ? {} : { suggestion: describeExtraction(lineOf, view.qualifiedName, figure, extraction) }),
        },
      ];
    }),
  );
}

/** What a kind means for the cheap look: 0 nothing, else one of these. */
const Weight = { Structure: 1, Flat: 2, Decision: 3, Jump: 4, Function: 5, Parameter: 6, Deepens: 7 } as const;
const weightOf = new Uint8Array(kindCount);
for (const kind of [Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Handler, Kind.Conditional]) weightOf[kind] = Weight.Structure;
weightOf[Kind.Logical] = Weight.Flat;
for (const kind of [Kind.Case, Kind.ComprehensionFor, Kind.ComprehensionIf]) weightOf[kind] = Weight.Decision;
for (const kind of [Kind.Break, Kind.Continue]) weightOf[kind] = Weight.Jump;
for (const kind of [Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction]) weightOf[kind] = Weight.Function;
weightOf[Kind.Parameter] = Weight.Parameter;
for (const kind of [Kind.Lambda, Kind.Try]) weightOf[kind] = Weight.Deepens;

/**
 * False where no function of the file can exceed a limit. One walk over the kinds, with work only at the few that
 * matter; what it counts is never less than the figures.
 */
function mayExceed(tree: SyntaxTree, rules: readonly ConfiguredFunctionRule[]): boolean {
  const limits = limitsOf(rules);
  const { kind, size, parent, subtreeEnd } = tree;
  /** Ends of the structures and functions around the node. */
  const ends: number[] = [];
  let functionEnd = 0;
  let decisions = 0;
  let points = 0;
  let parameters = 0;
  let parameterOwner = -1;
  for (let node = 1; node < size; node++) {
    const weight = weightOf[kind[node]!]!;
    if (weight === 0) continue;
    if (weight === Weight.Parameter) {
      if (parent[node] !== parameterOwner) parameters = 0;
      parameterOwner = parent[node]!;
      if (++parameters > limits.parameters) return true;
      continue;
    }
    if (weight === Weight.Function && node >= functionEnd) {
      functionEnd = subtreeEnd[node]!;
      ends.length = 0;
      decisions = 0;
      // It may call itself.
      points = 1;
      if (isLonger(tree.text, tree.start[node]!, tree.end[node]!, limits.lines)) return true;
      continue;
    }
    if (node >= functionEnd) continue;
    while (ends.length > 0 && ends[ends.length - 1]! <= node) ends.pop();
    if (weight === Weight.Structure) {
      decisions++;
      // Two at most for itself and its `else`.
      points += 2 + ends.length;
    } else if (weight === Weight.Flat) {
      decisions++;
      points++;
    } else if (weight === Weight.Decision) decisions++;
    else if (weight === Weight.Jump) points += subtreeEnd[node]! > node + 1 ? 1 : 0;
    if (weight === Weight.Function) points++;
    if (weight === Weight.Structure || weight >= Weight.Function) ends.push(subtreeEnd[node]!);
    if (points > limits.cognitive || decisions >= limits.cyclomatic || ends.length > limits.nesting) return true;
  }
  return false;
}

type Limits = Record<Exclude<keyof FunctionView, "qualifiedName" | "codeLines"> | "lines", number>;

/** The strictest limit of each figure. */
function limitsOf(rules: readonly ConfiguredFunctionRule[]): Limits {
  return {
    cyclomatic: strictest(rules, "cyclomatic"),
    cognitive: strictest(rules, "cognitive"),
    nesting: strictest(rules, "nesting"),
    parameters: strictest(rules, "parameters"),
    lines: strictest(rules, "codeLines"),
  };
}

const nothing: FunctionView = { qualifiedName: "", cyclomatic: 0, cognitive: 0, nesting: 0, parameters: 0, codeLines: 0 };

function strictest(rules: readonly ConfiguredFunctionRule[], figure: keyof FunctionView): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...rules.flatMap(({ rule, limit }) => (rule.figureOf({ ...nothing, [figure]: 1 }) === 0 ? [] : [limit])));
}

/** True where a stretch of text has more lines than `most`: what has not even so many characters is not looked at. */
function isLonger(text: string, start: number, end: number, most: number): boolean {
  if (end - start < most) return false;
  let count = 1;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end && count <= most; at = text.indexOf("\n", at + 1)) count++;
  return count > most;
}

interface ViewedFunction {
  readonly unit: Unit;
  readonly view: FunctionView;
  /** True where nested functions are part of its figure. */
  readonly countsFunctions: boolean;
}

function viewFunctions(tree: SyntaxTree, outline: Outline, cognitive: CognitiveFigures, rules: readonly ConfiguredFunctionRule[]): ViewedFunction[] {
  const decisions = foldClasses(outline, countDecisions(tree, outline, weighOwn));
  const shapes = countShapes(tree, outline);
  const codeLines = ownCodeLines(tree, outline, strictest(rules, "codeLines"));
  const limit = strictest(rules, "cognitive");
  const judged = judgeCognitive(tree, outline, { cognitive, decisions, limit });
  return outline.units.flatMap((unit, index) =>
    unit.kind === "class" || isOverload(tree, unit.node)
      ? []
      : [
          {
            unit,
            countsFunctions: judged[index] === cognitive.byUnit[index],
            view: {
              qualifiedName: unit.qualifiedName,
              cyclomatic: listName.test(unit.name) ? 1 : decisions[index]! + 1,
              cognitive: judged[index]!,
              nesting: shapes.nesting[index]!,
              parameters: isCalledByName(tree, unit) ? 0 : countPositional(tree, unit),
              codeLines: listName.test(unit.name) ? 0 : (codeLines?.[index] ?? 0),
            },
          },
        ],
  );
}

/** True for what `@overload` declares: its callers see one function, which is judged where it has its body. */
function isOverload(tree: SyntaxTree, node: NodeId): boolean {
  return childrenOf(tree, node, Role.Decorator).some((decorator) => /^@(?:\w+\.)*overload$/.test(textOf(tree, decorator)));
}

/** A test, and the step from one schema to the next, is a list of steps and of questions: neither its length nor their number makes it hard to follow. */
const listName = /^(?:_?test(?:_|[A-Z0-9]|$)|setUp(?:[A-Z]|$)|(?:up|down)grade$)/;
/** A router, a command line and a test runner hand values over by the names of parameters. */
const handsOverByName = /^@(?:[\w.]+\.)?(?:get|post|put|patch|delete|head|options|websocket|route|option|argument|command|fixture)\(|^@(?:[\w.]+\.)?hook(?:spec|impl)\b/;

function isCalledByName(tree: SyntaxTree, unit: Unit): boolean {
  return isCallback(tree, unit.node) || listName.test(unit.name) || hasInjectedParameter(tree, unit.node) || childrenOf(tree, unit.node, Role.Decorator).some((decorator) => handsOverByName.test(textOf(tree, decorator)));
}

/** What a function without a name takes is settled by the one that it is handed to, or by a wrapper around a module. */
function isCallback(tree: SyntaxTree, node: NodeId): boolean {
  const role = tree.role[node];
  return tree.kind[node] !== Kind.FunctionDeclaration && (role === Role.Argument || role === Role.Callee);
}

/** `$http`, `$q`: an injector reads the names. */
function hasInjectedParameter(tree: SyntaxTree, node: NodeId): boolean {
  return childrenOf(tree, node).some((child) => tree.kind[child] === Kind.Parameter && /^\$[a-z]\w*$/.test(nameOf(tree, child)));
}

/** Mocha's, Jasmine's, Jest's and node:test's ways to hand a part of a suite over: the runner calls each by itself. */
const partOfSuite = /^(?:[fx]?(?:describe|it|context)|suite|test|specify|(?:before|after)(?:Each|All)?|setup|teardown)(?:\.(?:only|skip|each|concurrent))*$/;

function isPartOfSuite(tree: SyntaxTree, node: NodeId): boolean {
  if (tree.role[node] !== Role.Argument) return false;
  const callee = childOf(tree, tree.parent[node]!, Role.Callee);
  return callee !== noNode && partOfSuite.test(textOf(tree, callee));
}

interface Judgeable {
  readonly cognitive: CognitiveFigures;
  readonly decisions: Int32Array;
  readonly limit: number;
}

/**
 * What each function is judged by: its own points, and those of nested functions that are not over the limit
 * themselves, unless it has no control flow of its own and only holds them, or they are parts of a test suite.
 */
function judgeCognitive(tree: SyntaxTree, outline: Outline, { cognitive, decisions, limit }: Judgeable): Int32Array {
  const judged = cognitive.byUnit.slice();
  for (let index = outline.units.length - 1; index >= 0; index--) {
    const unit = outline.units[index]!;
    if (unit.kind === "class") continue;
    const holdsOnly = decisions[index] === 0;
    for (let inner = index + 1; inner < outline.units.length && outline.units[inner]!.node < cognitive.endOf(index); inner++) {
      const nested = outline.units[inner]!;
      if (nested.kind === "class" || enclosingFunction(outline, inner) !== index) continue;
      if (holdsOnly || judged[inner]! > limit || isPartOfSuite(tree, nested.node)) judged[index]! -= cognitive.within(inner, index);
    }
    judged[index] = Math.max(0, judged[index]!);
  }
  return judged;
}

function enclosingFunction(outline: Outline, index: number): number {
  const parent = outline.units[index]!.parent;
  return parent === noUnit ? noUnit : outline.units[parent]!.functionIndex;
}

/** By unit, without docstrings and nested functions; undefined where no function has even as many lines of any sort as are allowed, so that none can exceed the limit. */
function ownCodeLines(tree: SyntaxTree, outline: Outline, limit: number): number[] | undefined {
  const { units } = outline;
  if (!units.some(({ kind, start, end }) => kind !== "class" && isLonger(tree.text, start, end, limit))) return undefined;
  const lines = tableLines(tree);
  const countCode = (start: number, end: number): number => lines.count(lines.lineOf(start), lines.lineOf(Math.max(start, end - 1))).code;
  const all = units.map(({ start, end }) => countCode(start, end));
  const own = units.map(({ node }, index) => {
    const docstring = docstringOf(tree, node);
    return all[index]! - (docstring === noNode ? 0 : countCode(tree.start[docstring]!, tree.end[docstring]!));
  });
  for (const [index, unit] of units.entries()) {
    const outer = enclosingFunction(outline, index);
    // The line on which a nested function begins belongs to both.
    if (unit.kind !== "class" && outer !== noUnit) own[outer]! -= Math.max(0, all[index]! - 1);
  }
  return own;
}

function docstringOf(tree: SyntaxTree, definition: NodeId): NodeId {
  const body = childOf(tree, definition, Role.Body);
  const first = body === noNode ? undefined : childrenOf(tree, body)[0];
  return first !== undefined && tree.kind[first] === Kind.ExpressionStatement && isBareString(tree, first) ? first : noNode;
}

const receiverNames: ReadonlySet<string> = new Set(["self", "cls", "this"]);

/** Parameters that must be given by position: not the receiver, nor what has a default, which callers name. */
function countPositional(tree: SyntaxTree, unit: Unit): number {
  let count = 0;
  const end = tree.subtreeEnd[unit.node]!;
  for (let child = unit.node + 1; child < end; child = tree.subtreeEnd[child]!) {
    if (tree.kind[child] !== Kind.Parameter) continue;
    // What follows `*` or `*args` is given by name.
    if (hasFlag(tree, child, Flag.KeywordMarker | Flag.Rest)) return count;
    if (hasFlag(tree, child, Flag.PositionalMarker | Flag.KeywordRest) || receiverNames.has(nameOf(tree, child)) || hasDefault(tree, child)) continue;
    count++;
  }
  return count;
}

function hasDefault(tree: SyntaxTree, parameter: NodeId): boolean {
  return childOf(tree, parameter, Role.Default) !== noNode;
}

/** Where a reader looks for the function: from its start to the end of its name, else of its first line. */
function headOf(tree: SyntaxTree, unit: Unit): { start: number; end: number } {
  const lineEnd = tree.text.indexOf("\n", unit.start);
  const end = Math.min(unit.end, lineEnd < 0 ? unit.end : lineEnd, unit.start + longestHead);
  const name = unit.name === anonymousName ? -1 : tree.text.indexOf(unit.name, unit.start);
  return { start: unit.start, end: name >= 0 && name + unit.name.length <= end ? name + unit.name.length : end };
}

const longestHead = 200;
