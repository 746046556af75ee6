// Measures a script as escomplex 1.3 does with its own walker (escomplex-ast-moz 0.2): ECMAScript 5 is all it visits.

import { Flag } from "../../../syntax/flags.ts";
import { Kind, kindCount } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, hasFlag, nameOf } from "../../../syntax/tree.ts";
import type { FileFigures, FunctionFigures, HalsteadFigures } from "../figures.ts";
import { type HalsteadCounts, log2 } from "../halstead.ts";
import { type FileToMeasure, measureFile } from "../measure-file.ts";
import { isFunction, noUnit, outlineTree } from "../outline.ts";
import { countParameters } from "../shape.ts";
import { type EscomplexItems, countLogical, countCyclomatic, itemsAt } from "./escomplex-syntax.ts";

/** What escomplex's walker knows; everything else it leaves out with all that stands below. */
const visitedKinds: readonly number[] = [
  Kind.List, Kind.Assignment, Kind.AugmentedAssignment, Kind.Binary, Kind.Block, Kind.Break, Kind.Call, Kind.Handler,
  Kind.Conditional, Kind.Continue, Kind.DoWhile, Kind.ExpressionStatement, Kind.ForEach, Kind.For, Kind.FunctionDeclaration,
  Kind.FunctionExpression, Kind.Name, Kind.If, Kind.String, Kind.Number, Kind.Boolean, Kind.Null, Kind.Regex, Kind.Logical,
  Kind.Attribute, Kind.Subscript, Kind.New, Kind.Dictionary, Kind.Pair, Kind.Return, Kind.Sequence, Kind.Case, Kind.Switch,
  Kind.This, Kind.Throw, Kind.Try, Kind.Unary, Kind.Update, Kind.VariableDeclaration, Kind.VariableDeclarator, Kind.While,
  Kind.With, Kind.Parameter, Kind.WithItem, Kind.Program,
];
const isKnown = new Uint8Array(kindCount);
for (const kind of visitedKinds) isKnown[kind] = 1;

/** One function's counts, or the whole file's. Mutable while the walk goes on. */
class Tally {
  readonly #operators = new Set<string>();
  readonly #operands = new Set<string>();
  #operatorCount = 0;
  #operandCount = 0;
  #uniqueOperands = 0;
  logical = 0;
  cyclomatic = 1;

  add(items: EscomplexItems): void {
    for (const operator of items.operators) this.#operators.add(operator);
    for (const operand of items.operands) this.#operands.add(operand);
    this.#operatorCount += items.operators.length;
    this.#operandCount += items.operands.length + items.uniqueOperands;
    this.#uniqueOperands += items.uniqueOperands;
  }

  halstead(): HalsteadFigures {
    return toEscomplexFigures({
      distinctOperators: this.#operators.size,
      distinctOperands: this.#operands.size + this.#uniqueOperands,
      operators: this.#operatorCount,
      operands: this.#operandCount,
    });
  }
}

export function measureLikeEscomplex(file: FileToMeasure): FileFigures {
  const { tree } = file;
  const own = measureFile(file);
  const { units, unitOf } = outlineTree(tree);
  const whole = new Tally();
  const tallies = new Map<number, Tally>();
  const isVisited = new Uint8Array(tree.size);
  isVisited[0] = 1;
  for (let node = 1; node < tree.size; node++) {
    if (isVisited[tree.parent[node]!] === 0 || !isVisitedChild(tree, node)) continue;
    isVisited[node] = 1;
    const unit = units[unitOf[node]!];
    const isDefinition = isFunction(tree, node);
    // The word `function` and its name belong to the code around it.
    const owner = isDefinition ? (unit?.parent ?? noUnit) : (unit?.functionIndex ?? noUnit);
    count(tree, node, whole, tallies.get(owner));
    if (isDefinition) tallies.set(unitOf[node]!, new Tally());
  }
  const functions = own.functions.flatMap((entry, at) => {
    const index = indexOfFunction(units, at);
    const tally = tallies.get(index);
    return tally === undefined ? [] : [withTally(entry, tally, countParameters(tree, units[index]!.node))];
  });
  const halstead = whole.halstead();
  const index = averageIndex(functions, { logical: whole.logical, cyclomatic: whole.cyclomatic, effort: halstead.effort });
  return {
    ...own,
    lines: { ...own.lines, logical: whole.logical },
    cyclomatic: whole.cyclomatic,
    maintainabilityIndex: index,
    halstead,
    functions,
  };
}

function indexOfFunction(units: readonly { readonly kind: string }[], ordinal: number): number {
  let left = ordinal;
  return units.findIndex((unit) => unit.kind !== "class" && left-- === 0);
}

function count(tree: SyntaxTree, node: NodeId, whole: Tally, current: Tally | undefined): void {
  const items = itemsAt(tree, node);
  const logical = countLogical(tree, node);
  const cyclomatic = countCyclomatic(tree, node);
  for (const tally of current === undefined ? [whole] : [whole, current]) {
    if (items !== undefined) tally.add(items);
    tally.logical += logical;
    tally.cyclomatic += cyclomatic;
  }
}

function isVisitedChild(tree: SyntaxTree, node: NodeId): boolean {
  const kind = tree.kind[node]!;
  const role = tree.role[node]!;
  const parentKind = tree.kind[tree.parent[node]!]!;
  if (isKnown[kind] === 0 || role === Role.NameOf || role === Role.Finalizer) return false;
  if (kind === Kind.ForEach) return nameOf(tree, node) === "in";
  if (kind === Kind.Parameter) return !hasFlag(tree, node, Flag.Rest);
  // Defaults stand apart from their parameters in the tree that escomplex is given.
  return parentKind !== Kind.Parameter || (kind === Kind.Name && role === Role.Target);
}

function withTally(entry: FunctionFigures, tally: Tally, parameters: number): FunctionFigures {
  const halstead = tally.halstead();
  const { logical, cyclomatic } = tally;
  return { ...entry, cyclomatic, halstead, parameters, lines: { ...entry.lines, logical } };
}

function toEscomplexFigures(counts: HalsteadCounts): HalsteadFigures {
  const length = counts.operators + counts.operands;
  const vocabulary = counts.distinctOperators + counts.distinctOperands;
  const volume = length === 0 ? 0 : length * log2(vocabulary);
  const repetition = counts.distinctOperands === 0 ? 1 : counts.operands / counts.distinctOperands;
  const difficulty = length === 0 ? 0 : (counts.distinctOperators / 2) * repetition;
  const effort = difficulty * volume;
  const partLength = (distinct: number): number => (distinct === 0 ? 0 : distinct * log2(distinct));
  return {
    ...counts,
    vocabulary,
    length,
    calculatedLength: partLength(counts.distinctOperators) + partLength(counts.distinctOperands),
    volume,
    difficulty,
    effort,
    time: effort / 18,
    bugs: volume / 3000,
  };
}

/** On the scale up to 171, from the means over all functions; from the whole file where it has none. */
function averageIndex(functions: readonly FunctionFigures[], whole: { logical: number; cyclomatic: number; effort: number }): number {
  const entries = functions.length === 0 ? [whole] : functions.map((entry) => ({ logical: entry.lines.logical, cyclomatic: entry.cyclomatic, effort: entry.halstead.effort }));
  const mean = (pick: (entry: typeof whole) => number): number => entries.reduce((sum, entry) => sum + pick(entry), 0) / entries.length;
  const index = 171 - 3.42 * Math.log(mean((entry) => entry.effort)) - 0.23 * Math.log(mean((entry) => entry.cyclomatic)) - 16.2 * Math.log(mean((entry) => entry.logical));
  return Math.min(171, index);
}
