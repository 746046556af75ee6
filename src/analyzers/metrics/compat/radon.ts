// Measures a Python file as radon 6 does: cc with closures, raw, hal and mi.

import type { FileFigures } from "../figures.ts";
import { collectEvents, createCounter, toHalsteadFigures } from "../halstead.ts";
import { maintainabilityIndexWithComments } from "../maintainability.ts";
import { type FileToMeasure, measureFile } from "../measure-file.ts";
import { outlineTree } from "../outline.ts";
import { measureRadonComplexity } from "./radon-complexity.ts";
import { createRadonCount } from "./radon-halstead.ts";
import { countRadonLines } from "./radon-lines.ts";

/** Our own figures, with radon's in place of those that it knows. */
export function measureLikeRadon(file: FileToMeasure): FileFigures {
  const { tree } = file;
  const own = measureFile(file);
  const outline = outlineTree(tree);
  const complexity = measureRadonComplexity(tree, outline);
  const count = createCounter(collectEvents(tree, createRadonCount(outline)));
  const lines = countRadonLines(tree.text);
  const halstead = toHalsteadFigures(count(0, tree.size));
  const commentPercent = lines.code === 0 ? 0 : ((lines.comment + lines.multi) / lines.code) * 100;
  const index = maintainabilityIndexWithComments(
    { volume: halstead.volume, cyclomatic: complexity.total, lines: lines.logical },
    commentPercent,
  );
  const byUnit = outline.units.map((unit, at) => ({ unit, cyclomatic: complexity.byUnit[at]! }));
  const functions = byUnit.filter(({ unit }) => unit.kind !== "class");
  const classes = byUnit.filter(({ unit }) => unit.kind === "class");
  return {
    ...own,
    lines,
    cyclomatic: complexity.total,
    maintainabilityIndex: index,
    maintainabilityIndexWithComments: index,
    halstead,
    functions: own.functions.map((entry, at) => {
      const { unit, cyclomatic } = functions[at]!;
      return { ...entry, cyclomatic, halstead: toHalsteadFigures(count(unit.node + 1, tree.subtreeEnd[unit.node]!)) };
    }),
    classes: own.classes.map((entry, at) => ({ ...entry, cyclomatic: classes[at]!.cyclomatic })),
  };
}
