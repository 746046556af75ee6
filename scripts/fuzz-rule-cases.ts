// Randomly changed rules and programs of the recorded differential suite, and what is wrong with the answer to one.

import { readFileSync, readdirSync } from "node:fs";
import { type CheckRequest, checkFile } from "../src/analyzers/pattern/engine/check-file.ts";
import type { PatternEngine } from "../src/analyzers/pattern/engine/engine.ts";
import { runTaintRule } from "../src/analyzers/taint/run-taint.ts";
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

/** The input of a number: the same for a seed, on every machine. */
export function fuzzedRequest(cases: readonly CheckRequest[], seed: number, at: number): CheckRequest {
  const random = randomFrom(seed * 1_000_003 + at);
  const pick = (): CheckRequest => cases[Math.floor(random() * cases.length)]!;
  const base = pick();
  const other = pick();
  const choice = random();
  const config = choice < 0.2 ? mutate(base.config, other.config, random) : choice < 0.7 ? withOtherPattern(base.config, other.config, random) : base.config;
  const text = choice > 0.5 ? mutate(base.text, other.text, random) : base.text;
  return { ...base, config, text };
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
