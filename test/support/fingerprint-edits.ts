// Generates edits that keep a flaw and edits that change it, and tells what became of the fingerprints.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createAnalyst } from "../../src/api/analyst.ts";
import { planScan, toFilesRequest } from "../../src/api/scan-plan.ts";
import { matchBaseline } from "../../src/findings/match-baseline.ts";
import type { Finding } from "../../src/model/finding.ts";
import { linkProject } from "../../src/pipeline/link-project.ts";

export interface Sample {
  readonly path: string;
  readonly text: string;
}

/** The flawed examples of the rules: real findings of every kind. */
export function readSamples(root: string): Sample[] {
  return ["python", "javascript"].flatMap((language) =>
    readdirSync(join(root, "rules", language))
      .sort()
      .flatMap((rule) => readdirSync(join(root, "rules", language, rule)).filter((name) => /^bad\.(?:py|js|ts)$/.test(name)).map((name) => join("rules", language, rule, name)))
      // What a rule expects is told in comments, which are no part of the code.
      .map((path) => ({ path: path.replaceAll("/", "-"), text: readFileSync(join(root, path), "utf8").replaceAll(/[ \t]*(?:#|\/\/) expect:.*$/gm, "") })),
  );
}

export type Random = () => number;

const pick = <T>(random: Random, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
const isPython = ({ path }: Sample): boolean => path.endsWith(".py");
/** Text whose line breaks and indentation are part of strings. */
const hasLongStrings = ({ text }: Sample): boolean => /"""|'''|`/.test(text);

/** Offsets between two pieces at the top level: behind a blank line, before a line that is not indented. */
const seams = ({ text }: Sample): number[] => [...text.matchAll(/\n\n(?=[A-Za-z@])/g)].map((found) => found.index + 2);

type EditOf<T> = (sample: Sample, random: Random, findings: readonly Finding[]) => T | undefined;

const insertAt = (sample: Sample, offset: number, text: string): Sample => ({ ...sample, text: sample.text.slice(0, offset) + text + sample.text.slice(offset) });
const comment = (sample: Sample, words: string): string => `${isPython(sample) ? "#" : "//"} ${words}\n`;

export const keepingEdits: Readonly<Record<string, EditOf<Sample>>> = {
  "lines above": (sample, random) => insertAt(sample, 0, "\n".repeat(1 + Math.floor(random() * 20)) + comment(sample, `note ${Math.floor(random() * 1e6)}`)),
  "a comment between": (sample, random) => {
    const at = pick(random, seams(sample));
    return at === undefined ? undefined : insertAt(sample, at, `${comment(sample, "moved on")}\n`);
  },
  "a new function between": (sample, random) => {
    const at = pick(random, seams(sample));
    const name = `fresh_${Math.floor(random() * 1e6)}`;
    return at === undefined ? undefined : insertAt(sample, at, isPython(sample) ? `def ${name}(value):\n    return value + 1\n\n\n` : `export function ${name}(value) {\n  return value + 1;\n}\n\n`);
  },
  "reordered functions": (sample, random, findings) => {
    const at = seams(sample);
    const blocks = at.map((start, index) => ({ start, end: at[index + 1] ?? sample.text.length })).filter(({ start, end }) => /^(?:async )?(?:def|function) /.test(sample.text.slice(start, start + 20)) && end < sample.text.length);
    const block = pick(random, blocks);
    if (block === undefined || findings.length === 0) return undefined;
    const moved = sample.text.slice(block.start, block.end);
    return { ...sample, text: `${sample.text.slice(0, block.start)}${sample.text.slice(block.end).trimEnd()}\n\n\n${moved.trimEnd()}\n` };
  },
  reindented: (sample) => {
    if (hasLongStrings(sample)) return undefined;
    if (!isPython(sample)) return { ...sample, text: sample.text.replaceAll(/^(?=.)/gm, "    ") };
    return /^from __future__/m.test(sample.text) ? undefined : { ...sample, text: `if True:\n${sample.text.replaceAll(/^(?=.)/gm, "    ")}` };
  },
  "tabs for spaces": (sample) => (hasLongStrings(sample) ? undefined : { ...sample, text: sample.text.replaceAll(/^(?: {2,4})+/gm, (spaces) => "\t".repeat(Math.ceil(spaces.length / (isPython(sample) ? 4 : 2)))) }),
  "carriage returns": (sample) => (hasLongStrings(sample) ? undefined : { ...sample, text: sample.text.replaceAll("\n", "\r\n") }),
  "blanks at line ends": (sample) => (hasLongStrings(sample) || sample.text.includes("\\\n") ? undefined : { ...sample, text: sample.text.replaceAll(/(?<=.)$/gm, "  ") }),
  "a renamed file": (sample, random) => ({ ...sample, path: `moved-${Math.floor(random() * 1e6)}/${sample.path}` }),
  "a renamed function": (sample, random, findings) => {
    const around = pickFunctionAround(sample, random, findings);
    return around === undefined ? undefined : renamed(sample, around.name);
  },
  "a call over several lines": (sample, random, findings) => {
    const region = pick(random, findings)?.region;
    const open = region === undefined ? -1 : sample.text.slice(region.start, region.end).search(/(?<=^[^"'`#\n]*\w)\((?!\))/);
    return region === undefined || open === -1 ? undefined : insertAt(sample, region.start + open + 1, "\n            ");
  },
};

/** The changed sample, and where the changed finding stands. */
export interface Changed {
  readonly sample: Sample;
  readonly finding: Finding;
}

function changeInside(sample: Sample, random: Random, findings: readonly Finding[], place: RegExp): Changed | undefined {
  const finding = pick(random, findings.filter(({ category }) => category !== "tool"));
  if (finding === undefined) return undefined;
  const { start, end } = finding.region;
  const code = sample.text.slice(start, end);
  const found = pick(random, [...code.matchAll(place)]);
  if (found === undefined) return undefined;
  const at = start + found.index + found[0].length;
  return { finding, sample: insertAt(sample, at, "_2") };
}

export const changingEdits: Readonly<Record<string, EditOf<Changed>>> = {
  "another name in the code": (sample, random, findings) => changeInside(sample, random, findings, /(?<![\w"'`.]|\b(?:def|function|class) )[a-z_]\w{2,}(?=[\s),\]+])/g),
  "other text in a string": (sample, random, findings) => changeInside(sample, random, findings, /(?<=["'])[A-Za-z ]{2,}(?=["'])/g),
  "another function around it": (sample, random, findings) => {
    const around = pickFunctionAround(sample, random, findings);
    if (around === undefined) return undefined;
    // A name alone does not make another function: it takes something else, too.
    const at = around.start + /^[^(]*\(/.exec(sample.text.slice(around.start))![0].length;
    // A function within it, around the finding or found itself, stays the one it was.
    if (/\b(?:def|function)\b|=>/.test(sample.text.slice(at, around.finding.region.end))) return undefined;
    const isAlone = /^\s*\)/.test(sample.text.slice(at));
    return { finding: around.finding, sample: renamed(insertAt(sample, at, isAlone ? "extra_2" : "extra_2, "), around.name) };
  },
};

interface FunctionAround {
  readonly finding: Finding;
  readonly name: string;
  /** Offset of its header. */
  readonly start: number;
}

/** A finding and the function at the top level that it stands in. */
function pickFunctionAround({ text }: Sample, random: Random, findings: readonly Finding[]): FunctionAround | undefined {
  const finding = pick(random, findings.filter(({ category }) => category !== "tool"));
  if (finding === undefined) return undefined;
  const before = text.slice(0, finding.region.start);
  const header = [...before.matchAll(/^(?:async )?(?:def|function) (\w+)/gm)].at(-1);
  // Nothing at the top level stands between the function's name and the finding.
  const isInside = header !== undefined && !/\n\S/.test(before.slice(header.index)) && before.slice(header.index).includes("\n");
  return isInside ? { finding, name: header[1]!, start: header.index } : undefined;
}

function renamed(sample: Sample, name: string): Sample {
  return { ...sample, text: sample.text.replaceAll(new RegExp(`\\b${name}\\b`, "g"), `${name}_2`) };
}

/** One analyst for all: rules are compiled once. */
async function createFinder(): Promise<(sample: Sample) => Promise<readonly Finding[]>> {
  const plan = await planScan({ cwd: process.cwd(), paths: [], stdin: { fileName: "sample.py", text: "" }, settingsFile: false, isTrusted: false, hasIgnores: false, today: "2026-01-01" });
  const { setup, files } = toFilesRequest(plan, plan.discovery.files);
  const analyst = createAnalyst(setup);
  const { configuration } = files[0]!;
  return async ({ path, text }) => {
    const outcome = await analyst.analyseText({ path, absolutePath: path, language: path.endsWith(".py") ? "python" : path.endsWith(".ts") ? "typescript" : "javascript", sizeBytes: text.length, configuration }, text);
    return outcome === undefined ? [] : linkProject([outcome]).findings;
  };
}

let finder: ReturnType<typeof createFinder> | undefined;

async function findIn(sample: Sample): Promise<readonly Finding[]> {
  return (await (finder ??= createFinder()))(sample);
}

export interface EditOutcome {
  readonly edit: string;
  readonly path: string;
  /** `lost-flaw`: the edit took the flaw away or made another, so it is no edit of its kind. */
  readonly result: "right" | "wrong" | "lost-flaw";
  readonly detail: string;
}

const countByRule = (findings: readonly Finding[]): string => JSON.stringify(findings.map(({ ruleId }) => ruleId).sort());

/** Edits after which a finding is known by what stands around it, though the name in its fingerprint is another. */
const renamingEdits: ReadonlySet<string> = new Set(["a renamed function"]);

/** Right where nothing is new and, but after a renaming, every fingerprint is what it was. */
export async function judgeKeeping(edit: string, sample: Sample, random: Random): Promise<EditOutcome | undefined> {
  const before = await findIn(sample);
  const edited = before.length === 0 ? undefined : keepingEdits[edit]!(sample, random, before);
  if (edited === undefined) return undefined;
  const after = await findIn(edited);
  if (countByRule(before) !== countByRule(after)) return { edit, path: sample.path, result: "lost-flaw", detail: "" };
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  const lost = renamingEdits.has(edit) ? [] : after.filter(({ fingerprint }) => !known.has(fingerprint));
  const { fresh } = matchBaseline(after, before);
  const isRight = lost.length === 0 && fresh.length === 0;
  return { edit, path: sample.path, result: isRight ? "right" : "wrong", detail: isRight ? "" : [...new Set([...lost, ...fresh].map(({ ruleId, region }) => `${ruleId} at ${region.startLine}`))].join(", ") };
}

/** Right where the finding that was changed is found as a new one. */
export async function judgeChanging(edit: string, sample: Sample, random: Random): Promise<EditOutcome | undefined> {
  const before = await findIn(sample);
  const changed = before.length === 0 ? undefined : changingEdits[edit]!(sample, random, before);
  if (changed === undefined) return undefined;
  const after = await findIn(changed.sample);
  if (countByRule(before) !== countByRule(after)) return { edit, path: sample.path, result: "lost-flaw", detail: "" };
  const isRight = matchBaseline(after, before).fresh.some(({ ruleId }) => ruleId === changed.finding.ruleId);
  return { edit, path: sample.path, result: isRight ? "right" : "wrong", detail: isRight ? "" : `${changed.finding.ruleId} at ${changed.finding.region.startLine}` };
}
