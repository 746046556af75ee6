// Randomly changed rules and programs of the recorded differential suite, and what is wrong with the answer to one.

import { readFileSync, readdirSync } from "node:fs";
import { type CheckRequest, checkFile } from "../src/analyzers/pattern/engine/check-file.ts";
import type { PatternEngine } from "../src/analyzers/pattern/engine/engine.ts";
import { runTaintRule } from "../src/analyzers/taint/run-taint.ts";
import type { SyntaxTree } from "../src/syntax/tree.ts";
import { mutate, randomFrom } from "./fuzz-mutations.ts";

const recorded = new URL("../test/oracles/semgrep/recorded/", import.meta.url);

/** Every rule file of the suite with its program, in the suite's order. */
export function readFuzzCases(): CheckRequest[] {
  const names = readdirSync(recorded, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")).sort();
  return names.flatMap((name) => {
    // The suite's own files: their form is held by its recorder.
    const { cases, targets } = JSON.parse(readFileSync(new URL(name, recorded), "utf8")) as {
      cases: { config: string; target: string; file: string }[];
      targets: Record<string, string>;
    };
    return cases.map(({ config, target, file }) => ({ config, text: targets[target]!, relativePath: file, language: name.split("/")[0]! }));
  });
}

/** So many inputs in a row have one program: reading it anew would take most of the time. */
const inputsPerProgram = 8;

/** The input of a number: the same for a seed, on every machine. */
export function fuzzedRequest(cases: readonly CheckRequest[], seed: number, at: number): CheckRequest {
  const random = randomFrom(seed * 1_000_003 + at);
  const forProgram = randomFrom(seed * 1_000_033 + Math.floor(at / inputsPerProgram));
  const pick = (from: () => number): CheckRequest => cases[Math.floor(from() * cases.length)]!;
  const base = pick(forProgram);
  const text = forProgram() > 0.5 ? mutate(base.text, pick(forProgram).text, forProgram) : base.text;
  const own = random() < 0.5 ? base : ofLanguage(cases, base.language, random);
  const other = pick(random);
  const choice = random();
  const config = choice < 0.15 ? mutate(own.config, other.config, random) : choice < 0.8 ? withOtherPattern(own.config, other.config, random) : own.config;
  return { ...base, config, text };
}

/** Another rule file for programs of this language. */
function ofLanguage(cases: readonly CheckRequest[], language: string, random: () => number): CheckRequest {
  const from = Math.floor(random() * cases.length);
  return cases.slice(from).find((one) => one.language === language) ?? cases.find((one) => one.language === language)!;
}

/** Answers with engines that read the program of a request only where the request before had another. */
export function createProgramReader(engine: PatternEngine): (request: CheckRequest) => PatternEngine {
  let last: { readonly text: string; readonly path: string; readonly language: string; readonly tree: SyntaxTree } | undefined;
  return (request) => ({
    ...engine,
    parserOf: (language) => {
      const parse = engine.parserOf(language);
      return parse && ((text, path) => {
        if (text !== request.text) return parse(text, path);
        if (last?.text !== text || last.path !== path || last.language !== language) last = { text, path, language, tree: parse(text, path) };
        return last.tree;
      });
    },
  });
}

const patternLine = /^([ -]*(?:pattern[\w-]*|regex|comparison): )(?!\|)(\S.*)$/gm;

/** One pattern or expression of a rule file changed, and written so that the file stays YAML. */
function withOtherPattern(config: string, other: string, random: () => number): string {
  const lines = [...config.matchAll(patternLine)];
  const line = lines[Math.floor(random() * lines.length)];
  if (line === undefined) return mutate(config, other, random);
  const changed = line[1]! + JSON.stringify(mutate(line[2]!, [...other.matchAll(patternLine)][0]?.[2] ?? "$X", random));
  return config.slice(0, line.index) + changed + config.slice(line.index + line[0].length);
}

/** How checking it went. */
export function faultOf(request: CheckRequest, engine: PatternEngine): { readonly findings: number; readonly isRejected: boolean; readonly fault: string | undefined } {
  try {
    const { matches, error } = checkFile(request, engine, runTaintRule);
    const outside = matches.find(({ start, end }) => start < 0 || end < start || end > request.text.length);
    return { findings: matches.length, isRejected: error !== undefined, fault: outside === undefined ? undefined : `a finding at ${outside.start}–${outside.end} outside the program` };
  } catch (error) {
    return { findings: 0, isRejected: false, fault: `throws ${error instanceof Error ? error.message : String(error)}` };
  }
}
