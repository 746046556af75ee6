// Halstead's counts of operators and operands, and the figures that follow from them. Linear: names are integers.

import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, hasFlag } from "../../syntax/tree.ts";
import type { HalsteadFigures } from "./figures.ts";

/** Every operator and operand of a file in source order, as ids; one entry may stand for a unique operand. */
export interface HalsteadEvents {
  readonly operators: readonly number[];
  readonly operands: readonly number[];
  /** For each node how many operators, and operands, come before it: a subtree's events are contiguous. */
  readonly operatorsBefore: Uint32Array;
  readonly operandsBefore: Uint32Array;
  readonly operatorIds: number;
  readonly operandIds: number;
}

export interface HalsteadCounts {
  readonly distinctOperators: number;
  readonly distinctOperands: number;
  readonly operators: number;
  readonly operands: number;
}

/** Collects events while a definition of Halstead walks the tree. */
export interface EventSink {
  readonly operator: (key: string) => void;
  readonly operand: (key: string) => void;
  /** An operand that equals no other. */
  readonly uniqueOperand: () => void;
}

/** What one tool counts at one node; true: the node's descendants count nothing. */
export type CountAtNode = (tree: SyntaxTree, node: NodeId, sink: EventSink) => boolean;

export function collectEvents(tree: SyntaxTree, countAtNode: CountAtNode): HalsteadEvents {
  const operators: number[] = [];
  const operands: number[] = [];
  const operatorsBefore = new Uint32Array(tree.size + 1);
  const operandsBefore = new Uint32Array(tree.size + 1);
  const operatorIds = new Map<string, number>();
  const operandIds = new Map<string, number>();
  let uniqueCount = 0;
  const sink: EventSink = {
    operator: (key) => operators.push(intern(operatorIds, key)),
    operand: (key) => operands.push(intern(operandIds, key)),
    // Unique ones count down from -1 and are numbered behind the named ones at the end.
    uniqueOperand: () => operands.push(-++uniqueCount),
  };
  for (let node = 0; node < tree.size; ) {
    const isSkipped = countAtNode(tree, node, sink);
    const next = isSkipped ? tree.subtreeEnd[node]! : node + 1;
    for (; node < next; node++) {
      operatorsBefore[node + 1] = operators.length;
      operandsBefore[node + 1] = operands.length;
    }
  }
  const named = operandIds.size;
  for (let index = 0; index < operands.length; index++) {
    if (operands[index]! < 0) operands[index] = named - 1 - operands[index]!;
  }
  return { operators, operands, operatorsBefore, operandsBefore, operatorIds: operatorIds.size, operandIds: named + uniqueCount };
}

function intern(ids: Map<string, number>, key: string): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}

/** Counts of the nodes `from` to `to` (exclusive), for many ranges one after another without new sets. */
export function createCounter(events: HalsteadEvents): (from: NodeId, to: NodeId) => HalsteadCounts {
  const operatorStamps = new Uint32Array(events.operatorIds);
  const operandStamps = new Uint32Array(events.operandIds);
  let stamp = 0;
  return (from, to) => {
    stamp++;
    const operatorRange = [events.operatorsBefore[from]!, events.operatorsBefore[to]!] as const;
    const operandRange = [events.operandsBefore[from]!, events.operandsBefore[to]!] as const;
    return {
      distinctOperators: countDistinct(events.operators, operatorRange, operatorStamps, stamp),
      distinctOperands: countDistinct(events.operands, operandRange, operandStamps, stamp),
      operators: operatorRange[1] - operatorRange[0],
      operands: operandRange[1] - operandRange[0],
    };
  };
}

function countDistinct(ids: readonly number[], range: readonly [number, number], stamps: Uint32Array, stamp: number): number {
  let distinct = 0;
  for (let index = range[0]; index < range[1]; index++) {
    const id = ids[index]!;
    if (stamps[id] === stamp) continue;
    stamps[id] = stamp;
    distinct++;
  }
  return distinct;
}

/** Volume, difficulty, effort and the rest (Halstead 1977; seconds by Stroud's number 18, bugs by 3,000). */
export function toHalsteadFigures(counts: HalsteadCounts): HalsteadFigures {
  const { distinctOperators, distinctOperands } = counts;
  const vocabulary = distinctOperators + distinctOperands;
  const length = counts.operators + counts.operands;
  const isWhole = distinctOperators > 0 && distinctOperands > 0;
  const volume = vocabulary === 0 ? 0 : length * log2(vocabulary);
  const difficulty = distinctOperands === 0 ? 0 : (distinctOperators * counts.operands) / (2 * distinctOperands);
  const effort = difficulty * volume;
  return {
    ...counts,
    vocabulary,
    length,
    calculatedLength: isWhole ? distinctOperators * log2(distinctOperators) + distinctOperands * log2(distinctOperands) : 0,
    volume,
    difficulty,
    effort,
    time: effort / 18,
    bugs: volume / 3000,
  };
}

/** As the compared tools write it, so that even the last digits agree. */
export function log2(value: number): number {
  return Math.log(value) / Math.log(2);
}

/** Kinds that are one operand; equal kind and name is the same operand. */
const operandKinds: readonly number[] = [
  Kind.Name, Kind.Number, Kind.String, Kind.Boolean, Kind.Null, Kind.Regex, Kind.EllipsisLiteral, Kind.This, Kind.Super,
  Kind.MetaProperty, Kind.PrivateName, Kind.StringPart, Kind.JsxText, Kind.Word, Kind.Expansion,
];
/** Kinds that are one operator; equal kind and name is the same operator. */
const namedOperatorKinds: readonly number[] = [
  Kind.VariableDeclaration, Kind.Binary, Kind.Logical, Kind.Unary, Kind.Update, Kind.Operator, Kind.AugmentedAssignment,
  Kind.TypeAssertion, Kind.Redirect, Kind.Pipeline,
];
/** Kinds that are one operator whatever their name. */
const plainOperatorKinds: readonly number[] = [
  Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Case, Kind.Try, Kind.Handler, Kind.Throw,
  Kind.Return, Kind.Break, Kind.Continue, Kind.With, Kind.Import, Kind.ImportFrom, Kind.Export, Kind.Assert, Kind.Delete,
  Kind.Global, Kind.Nonlocal, Kind.Debugger, Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction,
  Kind.Lambda, Kind.ClassDeclaration, Kind.ClassExpression, Kind.Decorator, Kind.Attribute, Kind.Subscript, Kind.Call,
  Kind.New, Kind.KeywordArgument, Kind.Spread, Kind.KeywordSpread, Kind.Interpolation, Kind.TaggedTemplate, Kind.List,
  Kind.Tuple, Kind.Set, Kind.Dictionary, Kind.Pair, Kind.Assignment, Kind.NamedExpression, Kind.Conditional,
  Kind.Comprehension, Kind.ComprehensionFor, Kind.ComprehensionIf, Kind.Await, Kind.Yield, Kind.Slice, Kind.Sequence,
  Kind.ImportExpression, Kind.DefaultPattern, Kind.JsxElement, Kind.JsxAttribute, Kind.CommandSubstitution, Kind.Subshell,
];

const asOperand = 1;
const asNamedOperator = 2;
const asPlainOperator = 3;
const sorts = new Uint8Array(kindCount);
for (const kind of operandKinds) sorts[kind] = asOperand;
for (const kind of namedOperatorKinds) sorts[kind] = asNamedOperator;
for (const kind of plainOperatorKinds) sorts[kind] = asPlainOperator;

/** Our own definition: types are left out, because they do not run. */
export const countOwn: CountAtNode = (tree, node, sink) => {
  const kind = tree.kind[node]!;
  if (kind === Kind.Type || kind === Kind.Interface || kind === Kind.TypeAlias) return true;
  const sort = sorts[kind]!;
  if (sort === asOperand) sink.operand(`${kind} ${tree.name[node]}`);
  else if (sort === asNamedOperator) sink.operator(`${kind} ${tree.name[node]}`);
  else if (sort === asPlainOperator) sink.operator(`${kind}`);
  else if (kind === Kind.VariableDeclarator && hasValue(tree, node)) sink.operator(`${Kind.Assignment}`);
  // A plain key and the property after a dot are names that stand as nodes of their own; a Pair in short form has none.
  return false;
};

function hasValue(tree: SyntaxTree, node: NodeId): boolean {
  const end = tree.subtreeEnd[node]!;
  for (let child = node + 1; child < end; child = tree.subtreeEnd[child]!) {
    if (tree.role[child] === Role.Value) return true;
  }
  return hasFlag(tree, node, Flag.Shorthand);
}
