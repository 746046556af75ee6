// Tells figures of functions, classes, files and the project to an agent.

import { z } from "zod";
import type { Measurement } from "../api/measure.ts";

export type FileFigures = Measurement["files"][number];
export type FunctionFigures = FileFigures["functions"][number];
export type ClassFigures = FileFigures["classes"][number];
export type ProjectFigures = Measurement["project"];

const lines = z.object({ total: z.number(), code: z.number(), comment: z.number(), blank: z.number(), logical: z.number() });

const halstead = z.object({ vocabulary: z.number(), length: z.number(), volume: z.number(), difficulty: z.number(), effort: z.number(), bugs: z.number() });

export const projectSchema = z.object({
  files: z.number(),
  functions: z.number(),
  classes: z.number(),
  lines,
  commentDensity: z.number(),
  cyclomatic: z.number(),
  cognitive: z.number(),
  maintainabilityIndex: z.number(),
  cyclomaticOfFunctions: z.object({ mean: z.number(), largest: z.number() }),
  cognitiveOfFunctions: z.object({ mean: z.number(), largest: z.number() }),
  importTies: z.number().int().optional().describe("pairs of files of which one imports the other"),
  importCycles: z.array(z.array(z.string())).optional().describe("files that import each other in a circle while they load, the largest circles first"),
  duplicatedShare: z.number().optional().describe("share of lines that are in clones, 0 to 1; where it was asked for"),
});

/** One row of the list: what it is about decides which fields are there. */
export const rowSchema = z.object({
  path: z.string(),
  name: z.string().optional(),
  kind: z.string().optional(),
  language: z.string().optional(),
  startLine: z.number().optional(),
  endLine: z.number().optional(),
  lines: lines.optional(),
  cyclomatic: z.number(),
  cognitive: z.number(),
  nesting: z.number().optional(),
  parameters: z.number().optional(),
  returns: z.number().optional(),
  methods: z.number().optional(),
  functions: z.number().optional(),
  commentDensity: z.number().optional(),
  coupling: z.object({ fanIn: z.number(), fanOut: z.number(), external: z.number(), instability: z.number() }).optional(),
  maintainabilityIndex: z.number().optional(),
  halstead: halstead.optional(),
});

type Row = z.input<typeof rowSchema>;

/** Two decimals: more say nothing and cost tokens. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function tellHalstead(figures: FunctionFigures["halstead"]): z.input<typeof halstead> {
  const { vocabulary, length, volume, difficulty, effort, bugs } = figures;
  return { vocabulary, length, volume: round(volume), difficulty: round(difficulty), effort: round(effort), bugs: round(bugs) };
}

export function tellFunction(path: string, figures: FunctionFigures): Row {
  const { qualifiedName, kind, startLine, endLine, cyclomatic, cognitive, nesting, parameters, returns, maintainabilityIndex } = figures;
  return {
    path,
    name: qualifiedName,
    kind,
    startLine,
    endLine,
    lines: { ...figures.lines },
    cyclomatic,
    cognitive,
    nesting,
    parameters,
    returns,
    maintainabilityIndex: round(maintainabilityIndex),
    halstead: tellHalstead(figures.halstead),
  };
}

export function tellClass(path: string, figures: ClassFigures): Row {
  const { qualifiedName, kind, startLine, endLine, cyclomatic, cognitive, methods } = figures;
  return { path, name: qualifiedName, kind, startLine, endLine, lines: { ...figures.lines }, cyclomatic, cognitive, methods };
}

export function tellFile(figures: FileFigures): Row {
  return {
    path: figures.path,
    language: figures.language,
    lines: { ...figures.lines },
    cyclomatic: figures.cyclomatic,
    cognitive: figures.cognitive,
    functions: figures.functions.length,
    commentDensity: round(figures.commentDensity),
    ...(figures.coupling === undefined ? {} : { coupling: { ...figures.coupling, instability: round(figures.coupling.instability) } }),
    maintainabilityIndex: round(figures.maintainabilityIndex),
    halstead: tellHalstead(figures.halstead),
  };
}

const mostCycles = 5;
const mostCycleFiles = 12;

function tellCycles(cycles: NonNullable<ProjectFigures["modules"]>["cycles"]): string[][] {
  return cycles.slice(0, mostCycles).map(({ path }) => path.slice(0, mostCycleFiles));
}

export function tellProject({ duplication, modules, ...figures }: ProjectFigures): z.input<typeof projectSchema> {
  const spread = ({ mean, largest }: { mean: number; largest: number }): { mean: number; largest: number } => ({ mean: round(mean), largest });
  const { files, functions, classes, cyclomatic, cognitive } = figures;
  return {
    files,
    functions,
    classes,
    lines: { ...figures.lines },
    commentDensity: round(figures.commentDensity),
    cyclomatic,
    cognitive,
    maintainabilityIndex: round(figures.maintainabilityIndex),
    cyclomaticOfFunctions: spread(figures.cyclomaticOfFunctions),
    cognitiveOfFunctions: spread(figures.cognitiveOfFunctions),
    ...(modules === undefined ? {} : { importTies: modules.ties, importCycles: tellCycles(modules.cycles) }),
    ...(duplication === undefined ? {} : { duplicatedShare: round(duplication.density) }),
  };
}
