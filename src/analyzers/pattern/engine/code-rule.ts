// Lets a rule written in YAML run as one written in code: same settings, same report, compiled at its first file.

import { Kind } from "../../../syntax/kinds.ts";
import type { FileView } from "../../../rule-kit/file-view.ts";
import { wordsOfNames } from "../../../rule-kit/gate.ts";
import { tracePath } from "../../../rule-kit/outside-data.ts";
import type { PatternRuleData } from "../../../rule-kit/pattern-rule.ts";
import type { CodeRule } from "../../../rule-kit/rule.ts";
import { type NodeId, type SyntaxTree, noNode } from "../../../syntax/tree.ts";
import { dialectOf } from "../dialects/registry.ts";
import { editsOf } from "../fix/edits-of.ts";
import { type MatchFile, prepareFile } from "../match/match-file.ts";
import type { Rule } from "../rules/rule.ts";
import { type CompiledRule, compileRule, isProblem } from "./compile-rule.ts";
import type { PatternEngine } from "./engine.ts";
import { type RuleTarget, type RunTaint, runRule } from "./run-rule.ts";

/** Files as the pattern matcher sees them, each prepared once for all rules. */
const targets = new WeakMap<SyntaxTree, RuleTarget>();

/** The check of a rule's data. Throws where the rule does not compile: a fault of the pack. */
export function createPatternCheck(data: PatternRuleData, engine: PatternEngine, runTaint: RunTaint): CodeRule["check"] {
  // The generator stored what the loader of this very build had made.
  const rule = data.loaded as Rule;
  const compiled = new Map<string, CompiledRule>();
  return (file) => {
    const { language } = file.tree;
    let own = compiled.get(language);
    if (own === undefined) {
      const result = compileRule(rule, language, engine);
      if (isProblem(result)) throw new Error(`${data.meta.id}: ${result.message}`);
      own = result;
      compiled.set(language, own);
    }
    const target = targetOf(file.tree);
    if (target === undefined) return;
    const { matches, givenUp } = runRule(own, target, engine, runTaint);
    for (const match of matches) {
      const trace = rule.detection.mode === "taint" ? traceOf(file, match, data) : [];
      const edits = editsOf(match, file.tree.text);
      file.report({
        at: { start: match.start, end: match.end },
        message: match.message.trim(),
        ...(trace.length === 0 ? {} : { trace }),
        ...(edits === undefined ? {} : { fix: { description: fixDescription(rule), safety: data.meta.fixSafety ?? "unsafe", edits } }),
      });
    }
    // What was found stands; the runner tells that the rule did not finish.
    if (givenUp !== undefined) throw new Error(givenUp);
  };
}

function fixDescription(rule: Rule): string {
  const said = facts(rule)["fix-description"];
  return typeof said === "string" ? said : "Apply the rule's fix";
}

function facts(rule: Rule): Readonly<Record<string, unknown>> {
  const own = rule.metadata["assay"];
  return typeof own === "object" && own !== null ? (own as Readonly<Record<string, unknown>>) : {};
}

function traceOf(file: FileView, match: { readonly start: number; readonly end: number }, data: PatternRuleData): ReturnType<typeof tracePath> {
  const node = smallestNode(file.tree, match.start, match.end);
  if (node === noNode) return [];
  const note = facts(data.loaded as Rule)["sink"];
  return tracePath(file, { sink: node, sinkNote: typeof note === "string" ? note : "sink", value: node, stepNote: "put together" });
}

function smallestNode(tree: SyntaxTree, start: number, end: number): NodeId {
  let found: NodeId = noNode;
  for (let node = 0; node < tree.size; ) {
    if (tree.start[node]! <= start && tree.end[node]! >= end) {
      if (tree.kind[node] !== Kind.Program) found = node;
      node += 1;
    } else node = tree.subtreeEnd[node]!;
  }
  return found;
}

function targetOf(tree: SyntaxTree): RuleTarget | undefined {
  const known = targets.get(tree);
  if (known !== undefined) return known;
  const dialect = dialectOf(tree.language);
  if (dialect === undefined) return undefined;
  const code: MatchFile = prepareFile(tree, dialect);
  const target: RuleTarget = { text: tree.text, words: wordsOfNames(tree), code, cache: new Map() };
  targets.set(tree, target);
  return target;
}
