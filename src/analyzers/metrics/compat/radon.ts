// Measures a Python file as radon 6 does: cc with closures, raw, hal and mi.

import type { FileFigures } from "../figures.ts";
import { maintainabilityIndexWithComments } from "../maintainability.ts";
import { type FileToMeasure, measureLike } from "../measure-file.ts";
import { outlineTree } from "../outline.ts";
import { measureRadonComplexity } from "./radon-complexity.ts";
import { createRadonCount } from "./radon-halstead.ts";
import { countRadonLines } from "./radon-lines.ts";

/** Our own figures, with radon's in place of those that it knows. */
export function measureLikeRadon(file: FileToMeasure): FileFigures {
  const { tree } = file;
  const own = measureLike(file, { createCount: createRadonCount });
  const outline = outlineTree(tree);
  const complexity = measureRadonComplexity(tree, outline);
  const lines = countRadonLines(tree.text);
  const commentPercent = lines.code === 0 ? 0 : ((lines.comment + lines.multi) / lines.code) * 100;
  const index = maintainabilityIndexWithComments(
    { volume: own.halstead.volume, cyclomatic: complexity.total, lines: lines.logical },
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
    functions: own.functions.map((entry, at) => ({ ...entry, cyclomatic: functions[at]!.cyclomatic })),
    classes: own.classes.map((entry, at) => ({ ...entry, cyclomatic: classes[at]!.cyclomatic })),
  };
}
