// Loads rules in code from outside: runs their files, checks what they export, and keeps their faults their own.

import { dirname, join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { hashContent } from "../cache/result-cache.ts";
import { containProgram } from "../config/contain-program.ts";
import { AssayError } from "../model/errors.ts";
import type { DocumentedRule } from "../model/rule.ts";
import type { FileView, Place, RawFinding } from "../rule-kit/file-view.ts";
import * as kit from "../rule-kit/index.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { readTextIfThere } from "../source/find-code-rules.ts";
import { checkRuleModule } from "./check-code-rule.ts";
import { knownRules } from "./known-rules.ts";

/** Which rules from outside run. Plain data: it crosses threads. */
export interface CodeRuleFiles {
  /** Absolute, sorted. */
  readonly files: readonly string[];
  /** A hash of all code that was loaded with them, for the cache's key. */
  readonly key: string;
}

export interface LoadedCodeRules extends CodeRuleFiles {
  readonly rules: readonly CodeRule[];
  readonly described: readonly DocumentedRule[];
}

/** Throws `config-invalid` or `config-unreadable`, which name the file. */
export async function loadCodeRules(files: readonly string[]): Promise<LoadedCodeRules> {
  const { createJiti } = await import("jiti");
  // No cache on the disk: it would lie in the project.
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: false, virtualModules: { "assay/rule-kit": kit } });
  const before = new Set(Object.keys(jiti.cache));
  const rules: CodeRule[] = [];
  const described: DocumentedRule[] = [];
  for (const file of files) {
    for (const rule of rulesOf(file, await runFile(file, (path) => jiti.import(path)))) {
      if (knownRules.has(rule.meta.id) || described.some(({ id }) => id === rule.meta.id)) throw invalid(file, `there is a rule \`${rule.meta.id}\` already: give it a group of your own.`);
      rules.push({ ...rule, check: guard(rule) });
      described.push({ ...rule.meta, documentation: readTextIfThere(join(dirname(file), "docs.md")) ?? rule.meta.description });
    }
  }
  const loaded = [...new Set([...files, ...Object.keys(jiti.cache).filter((path) => !before.has(path))])].sort();
  const key = hashContent(Buffer.from(JSON.stringify(loaded.map((path) => [path, readTextIfThere(path) ?? ""]))));
  return { files, key, rules, described };
}

async function runFile(file: string, load: (path: string) => Promise<unknown>): Promise<unknown> {
  // Only rules say this; without it nothing is run.
  if (!(readTextIfThere(file) ?? "").includes("kitVersion")) return {};
  try {
    if (!isMainThread) return await load(file);
    return await containProgram(`${file} ended the run before its rules were loaded.`, () => load(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError({ code: "config-unreadable", message: `${file} could not be run: ${reason}`, nextStep: `Mend the rule; \`assay rules test ${dirname(file)}\` tries it.`, cause });
  }
}

function rulesOf(file: string, module: unknown): readonly CodeRule[] {
  const result = checkRuleModule(typeof module === "object" && module !== null ? (module as Readonly<Record<string, unknown>>) : {});
  if (typeof result === "string") throw invalid(file, result);
  return result;
}

function invalid(file: string, reason: string): AssayError {
  return new AssayError({ code: "config-invalid", message: `${file}: ${reason}`, nextStep: "docs/custom-rules.md shows how rules are written." });
}

/** What a rule reports wrongly is the rule's own fault, told where it happens: the runner names the rule and retires it. */
function guard(rule: CodeRule): CodeRule["check"] {
  const views = new WeakMap<FileView, FileView>();
  return (file, node, options) => {
    let view = views.get(file);
    if (view === undefined) {
      view = Object.create(file, { report: { value: (finding: RawFinding) => file.report(checkFinding(file, finding)) } }) as FileView;
      views.set(file, view);
    }
    rule.check(view, node, options);
  };
}

function checkFinding({ tree }: FileView, finding: RawFinding): RawFinding {
  if (typeof finding.message !== "string" || finding.message === "") throw new Error("a finding has no message");
  const check = (place: Place): void => {
    if (typeof place === "number" ? Number.isInteger(place) && place >= 0 && place < tree.size : isRange(place, tree.text.length)) return;
    throw new Error(`it reported a place that is not in the file: ${JSON.stringify(place)}`);
  };
  check(finding.at);
  for (const step of finding.trace ?? []) check(step.at);
  for (const edit of finding.fix?.edits ?? []) check(edit);
  return finding;
}

function isRange({ start, end }: { readonly start: number; readonly end: number }, length: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length;
}
