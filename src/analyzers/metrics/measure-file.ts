// Measures one file: the outline, then each metric in one pass, put together for every function and class.

import type { SyntaxTree } from "../../syntax/tree.ts";
import { measureCognitive } from "./cognitive.ts";
import { type WeighDecision, countDecisions, foldClasses, weighOwn } from "./cyclomatic.ts";
import type { ClassFigures, FileFigures, FunctionFigures, FunctionKind, LineFigures } from "./figures.ts";
import { type CountAtNode, collectEvents, countOwn, createCounter, toHalsteadFigures } from "./halstead.ts";
import { type LineTable, countLogicalLines, tableLines } from "./lines.ts";
import { maintainabilityIndex, maintainabilityIndexWithComments } from "./maintainability.ts";
import { type Outline, type Unit, noUnit, outlineTree } from "./outline.ts";
import { countParameters, countShapes } from "./shape.ts";

export interface FileToMeasure {
  readonly path: string;
  readonly tree: SyntaxTree;
}

/** Where a compared tool counts otherwise than we do. */
export interface MeasureOptions {
  readonly hasImplicitFunctions?: boolean;
  readonly weigh?: WeighDecision;
  readonly createCount?: (outline: Outline) => CountAtNode;
  /** By unit, with what stands outside of functions in the last entry. */
  readonly cognitive?: (tree: SyntaxTree, outline: Outline) => Int32Array;
}

/** By our own definitions (`docs/metrics.md`). */
export function measureFile(file: FileToMeasure): FileFigures {
  return measureLike(file, {});
}

/** By our own definitions but for what the options replace. */
export function measureLike({ path, tree }: FileToMeasure, options: MeasureOptions): FileFigures {
  const outline = outlineTree(tree, { hasImplicitFunctions: options.hasImplicitFunctions ?? false });
  const parts = measureParts(tree, outline, options);
  const lines = { ...parts.lines.count(1, parts.lines.lineCount), logical: parts.logical[tree.size]! };
  const halstead = toHalsteadFigures(parts.count(0, tree.size));
  const input = { volume: halstead.volume, cyclomatic: parts.fileCyclomatic, lines: lines.code };
  return {
    path,
    language: tree.language,
    lines,
    commentDensity: commentDensity(lines),
    cyclomatic: parts.fileCyclomatic,
    cognitive: parts.fileCognitive,
    maintainabilityIndex: maintainabilityIndex(input),
    maintainabilityIndexWithComments: maintainabilityIndexWithComments(
      { ...input, lines: lines.logical },
      lines.code === 0 ? 0 : (lines.comment / lines.code) * 100,
    ),
    halstead,
    functions: outline.units.flatMap((unit, index) => (unit.kind === "class" ? [] : [describeFunction(tree, unit, index, parts)])),
    classes: outline.units.flatMap((unit, index) => (unit.kind === "class" ? [describeClass(tree, outline, index, parts)] : [])),
    ...(tree.problems.length === 0 ? {} : { isPartlyRead: true as const }),
  };
}

/** Comment lines among the lines that hold anything. */
export function commentDensity(lines: Pick<LineFigures, "code" | "comment">): number {
  const filled = lines.code + lines.comment;
  return filled === 0 ? 0 : lines.comment / filled;
}

/** Everything that was counted for all units at once. */
interface Parts {
  readonly lines: LineTable;
  readonly logical: Uint32Array;
  readonly cyclomatic: Int32Array;
  readonly cognitive: Int32Array;
  readonly fileCyclomatic: number;
  readonly fileCognitive: number;
  readonly nesting: Int32Array;
  readonly returns: Int32Array;
  readonly count: ReturnType<typeof createCounter>;
}

function measureParts(tree: SyntaxTree, outline: Outline, options: MeasureOptions): Parts {
  const decisions = foldClasses(outline, countDecisions(tree, outline, options.weigh ?? weighOwn));
  const functions = outline.units.filter((unit) => unit.kind !== "class").length;
  const classTotals = sumOverClasses(outline, decisions);
  const cyclomatic = classTotals.map((count, index) => (outline.units[index]?.kind === "class" ? count : count + 1));
  const fileCyclomatic = sumOfFunctions(outline, decisions) + functions + 1;
  return {
    lines: tableLines(tree),
    logical: countLogicalLines(tree),
    cyclomatic,
    fileCyclomatic,
    ...cognitiveParts(tree, outline, options),
    ...countShapes(tree, outline),
    count: createCounter(collectEvents(tree, options.createCount?.(outline) ?? countOwn)),
  };
}

function cognitiveParts(tree: SyntaxTree, outline: Outline, options: MeasureOptions): Pick<Parts, "cognitive" | "fileCognitive"> {
  if (options.cognitive === undefined) {
    const { byUnit, file } = measureCognitive(tree, outline);
    return { cognitive: byUnit, fileCognitive: file };
  }
  const own = options.cognitive(tree, outline);
  return { cognitive: sumOverClasses(outline, own), fileCognitive: own.reduce((sum, points) => sum + points, 0) };
}

/** Decisions of functions and of the file's top; what stands in class bodies has been added to them. */
function sumOfFunctions(outline: Outline, decisions: Int32Array): number {
  let sum = decisions[outline.units.length]!;
  for (const [index, unit] of outline.units.entries()) if (unit.kind !== "class") sum += decisions[index]!;
  return sum;
}

/** A class has the sum of its methods' figures, each with its one; functions keep theirs. */
function sumOverClasses(outline: Outline, figures: Int32Array): Int32Array {
  const sums = figures.slice();
  for (let index = outline.units.length - 1; index >= 0; index--) {
    if (outline.units[index]!.kind === "class") sums[index] = 0;
  }
  for (const [index, unit] of outline.units.entries()) {
    if (unit.kind === "class" || unit.parent === noUnit || outline.units[unit.parent]!.kind !== "class") continue;
    sums[unit.parent]! += figures[index]!;
  }
  return sums;
}

function rangeOf(tree: SyntaxTree, unit: Unit, parts: Parts): Pick<FunctionFigures, "startLine" | "startColumn" | "endLine" | "lines"> {
  const startLine = parts.lines.lineOf(unit.start);
  // A node that ends with its line's break ends on that line.
  const endLine = parts.lines.lineOf(Math.max(unit.start, unit.end - 1));
  const logical = parts.logical[tree.subtreeEnd[unit.node]!]! - parts.logical[unit.node]!;
  return { startLine, startColumn: parts.lines.columnOf(unit.start), endLine, lines: { ...parts.lines.count(startLine, endLine), logical } };
}

function describeFunction(tree: SyntaxTree, unit: Unit, index: number, parts: Parts): FunctionFigures {
  const range = rangeOf(tree, unit, parts);
  const halstead = toHalsteadFigures(parts.count(unit.node, tree.subtreeEnd[unit.node]!));
  const cyclomatic = parts.cyclomatic[index]!;
  return {
    name: unit.name,
    qualifiedName: unit.qualifiedName,
    // Classes are told apart by the caller.
    kind: unit.kind as FunctionKind,
    ...range,
    cyclomatic,
    cognitive: parts.cognitive[index]!,
    parameters: countParameters(tree, unit.node),
    nesting: parts.nesting[index]!,
    returns: parts.returns[index]!,
    maintainabilityIndex: maintainabilityIndex({ volume: halstead.volume, cyclomatic, lines: range.lines.code }),
    halstead,
  };
}

function describeClass(tree: SyntaxTree, outline: Outline, index: number, parts: Parts): ClassFigures {
  const unit = outline.units[index]!;
  const methods = outline.units.filter((other) => other.parent === index && other.kind !== "class").length;
  return {
    name: unit.name,
    qualifiedName: unit.qualifiedName,
    kind: "class",
    ...rangeOf(tree, unit, parts),
    methods,
    // One for each method, as for functions, and for what stands in the body itself.
    cyclomatic: parts.cyclomatic[index]! + methods,
    cognitive: parts.cognitive[index]!,
  };
}
