// Turns figures over a limit into findings with what to do about them; kept apart from the score until it asks for them.

import type { FileFigures, FunctionFigures } from "./figures.ts";

/** Largest figures that pass without a word. */
export interface MetricLimits {
  readonly cyclomatic: number;
  readonly cognitive: number;
  readonly parameters: number;
  readonly nesting: number;
  /** Lines of code of one function. */
  readonly functionLines: number;
}

/** Cyclomatic: ESLint's default. Cognitive: SonarSource's. Parameters and nesting: a little above ESLint's examples. */
export const defaultMetricLimits: MetricLimits = { cyclomatic: 20, cognitive: 15, parameters: 7, nesting: 4, functionLines: 150 };

export interface MetricFinding {
  readonly ruleId: string;
  readonly path: string;
  /** 1-based. */
  readonly startLine: number;
  readonly endLine: number;
  readonly message: string;
  readonly figure: number;
  readonly limit: number;
  /** A minute for each step over the limit, and ten to begin with (SonarSource's rates for these rules). */
  readonly remediationMinutes: number;
}

interface MetricRule {
  readonly id: string;
  readonly limit: keyof MetricLimits;
  readonly figureOf: (entry: FunctionFigures) => number;
  readonly say: (name: string, figure: number, limit: number) => string;
}

const rules: readonly MetricRule[] = [
  {
    id: "metrics/high-cognitive-complexity",
    limit: "cognitive",
    figureOf: (entry) => entry.cognitive,
    say: (name, figure, limit) => `\`${name}\` is hard to follow: cognitive complexity ${figure}, at most ${limit} is wanted.`,
  },
  {
    id: "metrics/high-cyclomatic-complexity",
    limit: "cyclomatic",
    figureOf: (entry) => entry.cyclomatic,
    say: (name, figure, limit) => `\`${name}\` takes ${figure} tests to cover its branches; at most ${limit} are wanted.`,
  },
  {
    id: "metrics/deep-nesting",
    limit: "nesting",
    figureOf: (entry) => entry.nesting,
    say: (name, figure, limit) => `\`${name}\` nests control structures ${figure} deep; at most ${limit} is wanted.`,
  },
  {
    id: "metrics/many-parameters",
    limit: "parameters",
    figureOf: (entry) => entry.parameters,
    say: (name, figure, limit) => `\`${name}\` takes ${figure} parameters; at most ${limit} are wanted.`,
  },
  {
    id: "metrics/long-function",
    limit: "functionLines",
    figureOf: (entry) => entry.lines.code,
    say: (name, figure, limit) => `\`${name}\` has ${figure} lines of code; at most ${limit} are wanted.`,
  },
];

/** One finding for each function and limit that it exceeds, in the order of the file, the worst measure first. */
export function metricFindings(file: FileFigures, limits: MetricLimits = defaultMetricLimits): MetricFinding[] {
  return file.functions.flatMap((entry) =>
    rules.flatMap((rule) => {
      const figure = rule.figureOf(entry);
      const limit = limits[rule.limit];
      if (figure <= limit) return [];
      return [
        {
          ruleId: rule.id,
          path: file.path,
          startLine: entry.startLine,
          endLine: entry.endLine,
          message: rule.say(entry.qualifiedName, figure, limit),
          figure,
          limit,
          remediationMinutes: 10 + (figure - limit),
        },
      ];
    }),
  );
}
