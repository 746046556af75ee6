// Runs rules written in code over one tree: each is tried only where its words occur, and called only at its node kinds.

import type { Category, Confidence, Edit, RelatedPlace, Severity, Suppression } from "../../model/finding.ts";
import type { FileView, Place, RawFinding } from "../../rule-kit/file-view.ts";
import type { CodeRule, RuleOptions } from "../../rule-kit/rule.ts";
import { WordFilter, mostWordGroups } from "../../rule-kit/word-filter.ts";
import { kindCount } from "../../syntax/kinds.ts";
import type { NodeId, SyntaxTree } from "../../syntax/tree.ts";

/** A rule as the settings want it for some file. */
export interface ConfiguredRule {
  readonly rule: CodeRule;
  /** Undefined: as the rule says itself. */
  readonly severity: Severity | undefined;
  /** Complete: defaults and settings merged. */
  readonly options: RuleOptions;
}

/** A finding as offsets, before it gets its lines, excerpt and fingerprint. Offsets are 0-based UTF-16 units. */
export interface OffsetFinding {
  readonly ruleId: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly cwe: readonly string[];
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly trace: readonly { readonly kind: "source" | "step" | "sink"; readonly start: number; readonly end: number; readonly note: string }[];
  readonly fix?: { readonly description: string; readonly safety: "safe" | "unsafe"; readonly edits: readonly Edit[] };
  readonly remediationMinutes: number;
  /** The language of embedded code, where it is not the file's own. */
  readonly language?: string;
  /** The functions and classes around it inside embedded code: names, outermost first, and what names the innermost one's code. */
  readonly scopes?: { readonly names: readonly string[]; readonly body?: { readonly names: readonly string[]; readonly digest: string } | undefined };
  /** Silenced by a comment inside embedded code. */
  readonly suppression?: Suppression;
  /** What to do about it, concretely. */
  readonly suggestion?: string;
  readonly related?: readonly RelatedPlace[];
}

/** A rule that threw: a fault of Assay's, reported, never hidden. */
export interface RuleCrash {
  readonly ruleId: string;
  readonly message: string;
}

export interface RunResult {
  readonly findings: readonly OffsetFinding[];
  readonly crashes: readonly RuleCrash[];
}

/** Makes the file's view; `report` is where the running rule's findings go. */
export type MakeView = (report: (finding: RawFinding) => void) => FileView;

/** Findings of one rule in one file beyond this are dropped, and a crash entry says so. */
const mostFindingsPerRule = 2_000;

/** Rules compiled for repeated use on files of one language. */
export class RuleRunner {
  readonly #rules: readonly ConfiguredRule[];
  readonly #filter: WordFilter;

  constructor(rules: readonly ConfiguredRule[]) {
    this.#rules = rules;
    const crowded = rules.find(({ rule }) => rule.words.length > mostWordGroups);
    if (crowded !== undefined) throw new Error(`${crowded.rule.meta.id} has more than ${mostWordGroups} groups of words`);
    this.#filter = new WordFilter(rules.map(({ rule }) => rule.words));
  }

  /** Runs every rule whose words occur. Findings come in the order in which they were reported. */
  run(tree: SyntaxTree, makeView: MakeView): RunResult {
    const active = this.#filter.openTo(tree.names).map((index) => this.#rules[index]!);
    if (active.length === 0) return { findings: [], crashes: [] };
    const run = new Run(tree, active, makeView);
    run.visit();
    return { findings: run.findings, crashes: run.crashes };
  }
}

/** One run over one file. */
class Run {
  readonly findings: OffsetFinding[] = [];
  readonly crashes: RuleCrash[] = [];
  readonly #tree: SyntaxTree;
  readonly #byKind: (ConfiguredRule[] | undefined)[] = new Array<ConfiguredRule[] | undefined>(kindCount);
  readonly #counts = new Map<string, number>();
  readonly #view: FileView;
  #current: ConfiguredRule;

  constructor(tree: SyntaxTree, active: readonly ConfiguredRule[], makeView: MakeView) {
    this.#tree = tree;
    this.#current = active[0]!;
    for (const entry of active) {
      for (const kind of new Set(entry.rule.kinds)) (this.#byKind[kind] ??= []).push(entry);
    }
    this.#view = makeView((finding) => this.#accept(finding));
  }

  visit(): void {
    const { kind, size } = this.#tree;
    for (let node = 0; node < size; node++) {
      const entries = this.#byKind[kind[node]!];
      if (entries === undefined) continue;
      // A copy is not needed: a rule that crashes is removed by replacing the list.
      for (const entry of entries) this.#check(entry, node);
    }
  }

  #check(entry: ConfiguredRule, node: NodeId): void {
    this.#current = entry;
    try {
      entry.rule.check(this.#view, node, entry.options);
    } catch (error) {
      this.#retire(entry, error instanceof Error ? error.message : String(error));
    }
  }

  #retire(entry: ConfiguredRule, message: string): void {
    this.crashes.push({ ruleId: entry.rule.meta.id, message });
    this.#byKind.forEach((entries, kind) => {
      if (entries?.includes(entry)) this.#byKind[kind] = entries.filter((other) => other !== entry);
    });
  }

  #accept(finding: RawFinding): void {
    const { rule, severity } = this.#current;
    const { meta } = rule;
    const count = (this.#counts.get(meta.id) ?? 0) + 1;
    this.#counts.set(meta.id, count);
    if (count > mostFindingsPerRule) {
      if (count === mostFindingsPerRule + 1) {
        this.crashes.push({ ruleId: meta.id, message: `more than ${mostFindingsPerRule} findings in one file; the others were dropped` });
      }
      return;
    }
    this.findings.push({
      ruleId: meta.id,
      category: meta.category,
      severity: severity ?? finding.severity ?? meta.severity,
      confidence: finding.confidence ?? meta.confidence,
      cwe: finding.cwe ?? meta.cwe,
      message: finding.message,
      ...this.#rangeOf(finding.at),
      trace: (finding.trace ?? []).map((step) => ({ kind: step.kind, note: step.note, ...this.#rangeOf(step.at) })),
      ...(finding.fix === undefined ? {} : { fix: finding.fix }),
      remediationMinutes: meta.remediationMinutes,
    });
  }

  #rangeOf(place: Place): { start: number; end: number } {
    if (typeof place !== "number") return { start: place.start, end: place.end };
    return { start: this.#tree.start[place]!, end: this.#tree.end[place]! };
  }
}
