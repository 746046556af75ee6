// Sums the figures of all files into those of the project.

import type { FileFigures, FunctionFigures, LineFigures } from "./figures.ts";
import { commentDensity } from "./measure-file.ts";

export interface ProjectFigures {
  readonly files: number;
  readonly functions: number;
  readonly classes: number;
  readonly lines: LineFigures;
  readonly commentDensity: number;
  readonly cyclomatic: number;
  readonly cognitive: number;
  /** Mean over the files, each weighed by its lines of code. */
  readonly maintainabilityIndex: number;
  /** Mean and largest of the functions. */
  readonly cyclomaticOfFunctions: Spread;
  readonly cognitiveOfFunctions: Spread;
}

export interface Spread {
  readonly mean: number;
  readonly largest: number;
}

export function measureProject(files: readonly FileFigures[]): ProjectFigures {
  const functions = files.flatMap((file) => file.functions);
  const lines = sumLines(files);
  return {
    files: files.length,
    functions: functions.length,
    classes: sum(files, (file) => file.classes.length),
    lines,
    commentDensity: commentDensity(lines),
    cyclomatic: sum(files, (file) => file.cyclomatic),
    cognitive: sum(files, (file) => file.cognitive),
    maintainabilityIndex: lines.code === 0 ? 100 : sum(files, (file) => file.maintainabilityIndex * file.lines.code) / lines.code,
    cyclomaticOfFunctions: spreadOf(functions, (entry) => entry.cyclomatic),
    cognitiveOfFunctions: spreadOf(functions, (entry) => entry.cognitive),
  };
}

function sumLines(files: readonly FileFigures[]): LineFigures {
  return {
    total: sum(files, (file) => file.lines.total),
    code: sum(files, (file) => file.lines.code),
    comment: sum(files, (file) => file.lines.comment),
    blank: sum(files, (file) => file.lines.blank),
    logical: sum(files, (file) => file.lines.logical),
  };
}

function spreadOf(functions: readonly FunctionFigures[], pick: (entry: FunctionFigures) => number): Spread {
  const largest = functions.reduce((most, entry) => Math.max(most, pick(entry)), 0);
  return { mean: functions.length === 0 ? 0 : sum(functions, pick) / functions.length, largest };
}

function sum<T>(entries: readonly T[], pick: (entry: T) => number): number {
  return entries.reduce((total, entry) => total + pick(entry), 0);
}
