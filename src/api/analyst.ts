// Analyses single files in this thread: loads each language and compiles each set of rules at its first use.

import { isMainThread } from "node:worker_threads";
import type { RuleConfiguration } from "../config/resolve-for-file.ts";
import type { RuleMeta } from "../model/rule.ts";
import type { Notice, SkippedFile } from "../model/report.ts";
import type { ConfiguredFunctionRule } from "../analyzers/metrics/function-rules.ts";
import { RuleRunner } from "../analyzers/quality/rule-runner.ts";
import { type FileRequest, analyseFile } from "../pipeline/analyse-file.ts";
import type { FileOutcome } from "../pipeline/file-analysis.ts";
import { type EmbeddedFile, type EmbeddedSources, readEmbedded } from "../pipeline/read-embedded.ts";
import { hashContent } from "../cache/result-cache.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { readBytes, toSource } from "../source/read-source.ts";
import { functionRules } from "../../rules/registry.generated.ts";
import { type BuiltInRules, builtInRules } from "./built-in-rules.ts";
import type { CodeRuleFiles } from "./load-code-rules.ts";
import { knownRules, looksForClones, projectRuleIds, supersedes } from "./known-rules.ts";
import { createFinders, findLanguage, parsers, registeredLanguage } from "./parsers.ts";
import type { CheckedRules, RunPatternRules } from "./pattern-rules.ts";

/** One file to analyse. Plain data: it crosses threads. */
export interface FileJob {
  /** Relative to the scan's root, forward slashes. */
  readonly path: string;
  readonly absolutePath: string;
  /** What is analysed instead of the bytes on the disk. */
  readonly bytes?: Uint8Array;
  readonly language: string;
  readonly sizeBytes: number;
  /** Which of the setup's configurations applies. */
  readonly configuration: string;
  /** Hashes of contents for which there is a result: the work may stop there. */
  readonly knownHashes?: readonly string[];
}

/** What holds for all files of one scan. Plain data: it crosses threads. */
export interface AnalysisSetup {
  readonly configurations: Readonly<Record<string, readonly RuleConfiguration[]>>;
  readonly maxFileSizeBytes: number;
  readonly includesGenerated: boolean;
  /** YYYY-MM-DD, for suppressions that expire. */
  readonly today: string;
  /** Rules in Semgrep's syntax that run too. */
  readonly patternRules?: CheckedRules & { readonly key: string };
  /** Rules in code from outside. */
  readonly codeRules?: CodeRuleFiles;
  /** Deeper code is left to a process of its own, because it may overflow a parser's stack. */
  readonly nestingLimit: number;
}

/** What became of one job. `contentHash` names the bytes that were read. */
export type JobOutcome =
  | { readonly type: "analysed"; readonly outcome: FileOutcome; readonly contentHash: string }
  /** The bytes are among the job's known ones: there is a result for them already. */
  | { readonly type: "known"; readonly contentHash: string }
  /** It could not be read at all. */
  | { readonly type: "unread"; readonly outcome: SkippedFile }
  /** It must be analysed in a disposable process. */
  | { readonly type: "too-deep" };

export interface Analyst {
  /** Loads the rules from outside; without it the first file does, within its own time limit. */
  readonly loadRules: () => Promise<unknown>;
  /** Reads and analyses one file. Never throws for what the file holds. */
  readonly analyseJob: (job: FileJob) => Promise<JobOutcome>;
  /** The same for text that is at hand, such as standard input. */
  readonly analyseText: (job: FileJob, text: string) => Promise<FileOutcome | undefined>;
}

/** Nesting beyond this may overflow a parser's stack (measured: the fastest one dies near 3,000). */
export const inProcessNestingLimit = 1_000;

export function createAnalyst(setup: AnalysisSetup): Analyst {
  const builtIn = builtInRules;
  const sources: EmbeddedSources = {
    findLanguage: registeredLanguage,
    loadParser: parsers,
    loadFinder: createFinders(),
    nestingLimit: setup.nestingLimit,
  };
  /** Makes the rules ready for the file and for the code in it. */
  const prepare = async (tree: SyntaxTree, inner: readonly EmbeddedFile[]): Promise<void> => {
    await builtIn.prepare(tree, await parsers(tree.language));
    for (const file of inner) await prepare(file.tree, file.inner);
  };
  const runners = new Map<string, RuleRunner>();
  const choices = new Map<string, RuleChoice>();

  let patternRules: Promise<RunPatternRules> | undefined;
  const loadPatternRules = async (): Promise<RunPatternRules | undefined> => {
    const checked = setup.patternRules;
    if (checked === undefined) return undefined;
    patternRules ??= import("./pattern-rules.ts").then((module) => module.preparePatternRules(checked, parsers));
    return patternRules;
  };
  let own: Promise<OwnRules> | undefined;
  const loadOwnRules = (): Promise<OwnRules> => (own ??= setup.codeRules === undefined ? Promise.resolve(builtInAlone(builtIn)) : withCodeRules(builtIn, setup.codeRules));
  const runnerOf = (configuration: string, language: string, { byId }: OwnRules): RuleRunner => {
    const key = `${language} ${configuration}`;
    let runner = runners.get(key);
    if (runner === undefined) {
      runner = compileRunner(setup.configurations[configuration] ?? [], language, byId);
      runners.set(key, runner);
    }
    return runner;
  };
  const choiceOf = (configuration: string, language: string): RuleChoice => {
    const key = `${language} ${configuration}`;
    let choice = choices.get(key);
    if (choice === undefined) {
      choice = chooseRules(setup.configurations[configuration] ?? [], language);
      choices.set(key, choice);
    }
    return choice;
  };
  const analyseText = async (job: FileJob, text: string): Promise<FileOutcome | undefined> => {
    const language = findLanguage(job.language);
    if (language.nestingOf !== undefined && language.nestingOf(text, job.path) > setup.nestingLimit) return undefined;
    const tree = (await parsers(language.id))(text, job.path);
    const embedded = await readEmbedded(tree, job.path, sources);
    if (embedded === undefined) return undefined;
    await prepare(tree, embedded);
    const fromFiles = await loadPatternRules();
    const ownRules = await loadOwnRules();
    return analyseFile({
      path: job.path,
      tree,
      language,
      embedded,
      runnerOf: (id) => runnerOf(job.configuration, id, ownRules),
      rules: ownRules.metas,
      supersedes: ownRules.supersedes,
      ...choiceOf(job.configuration, job.language),
      today: setup.today,
      ...(fromFiles === undefined ? {} : { runPatternRules: fromFiles }),
    });
  };
  return {
    loadRules: loadOwnRules,
    analyseText,
    analyseJob: async (job) => {
      const { path, absolutePath } = job;
      const bytes = job.bytes ?? readBytes({ path, absolutePath, maxFileSizeBytes: setup.maxFileSizeBytes });
      if ("reason" in bytes) return { type: "unread", outcome: bytes };
      const contentHash = hashContent(bytes);
      if (job.knownHashes?.includes(contentHash) === true) return { type: "known", contentHash };
      const source = toSource(bytes, path, { includeGenerated: setup.includesGenerated, isData: findLanguage(job.language).holdsPrograms === "in-data" });
      if ("reason" in source) return { type: "analysed", outcome: source, contentHash };
      const outcome = await analyseText(job, source.text);
      if (outcome === undefined) return { type: "too-deep" };
      return { type: "analysed", outcome: withNotices(outcome, source.notices), contentHash };
    },
  };
}

function withNotices(outcome: FileOutcome, notices: readonly Notice[]): FileOutcome {
  if (notices.length === 0 || "reason" in outcome) return outcome;
  return { ...outcome, notices: [...notices, ...outcome.notices] };
}

/** What a configuration asks of files of one language, beside the rules in code. */
type RuleChoice = Pick<FileRequest, "activeRules" | "functionRules" | "projectRules" | "wantsTokens">;

function chooseRules(configuration: readonly RuleConfiguration[], language: string): RuleChoice {
  const isOfProject = ({ ruleId }: RuleConfiguration): boolean => projectRuleIds.has(ruleId);
  return {
    activeRules: new Map(configuration.flatMap((rule) => (isOfProject(rule) ? [] : [[rule.ruleId, rule.severity] as const]))),
    functionRules: configureFunctionRules(configuration, language),
    projectRules: new Set(configuration.filter(isOfProject).map(({ ruleId }) => ruleId)),
    wantsTokens: configuration.some(({ ruleId }) => looksForClones(ruleId, language)),
  };
}

const functionRuleById = new Map(functionRules.map((rule) => [rule.meta.id, rule]));

/** Every rule in code that may run, and the facts of every rule there is. */
interface OwnRules {
  readonly byId: BuiltInRules["byId"];
  readonly metas: ReadonlyMap<string, RuleMeta>;
  readonly supersedes: ReadonlyMap<string, readonly string[]>;
}

function builtInAlone({ byId }: BuiltInRules): OwnRules {
  return { byId, metas: knownRules, supersedes };
}

async function withCodeRules({ byId }: BuiltInRules, { files }: CodeRuleFiles): Promise<OwnRules> {
  const { loadCodeRules } = await import("./load-code-rules.ts");
  // In a thread or process of its own nothing else writes there, and what a rule prints must not get into the report.
  if (!isMainThread || process.send !== undefined) process.stdout.write = process.stderr.write.bind(process.stderr);
  const { rules } = await loadCodeRules(files);
  return {
    byId: new Map([...byId, ...rules.map((rule) => [rule.meta.id, rule] as const)]),
    metas: new Map([...knownRules, ...rules.map(({ meta }) => [meta.id, meta] as const)]),
    supersedes: new Map([...supersedes, ...rules.flatMap(({ meta }) => (meta.supersedes === undefined ? [] : [[meta.id, meta.supersedes] as const]))]),
  };
}

function compileRunner(configuration: readonly RuleConfiguration[], language: string, byId: BuiltInRules["byId"]): RuleRunner {
  return new RuleRunner(
    configuration.flatMap(({ ruleId, severity, hasOwnSeverity, options }) => {
      const rule = byId.get(ruleId);
      if (rule === undefined || !rule.meta.languages.includes(language)) return [];
      return [{ rule, severity: hasOwnSeverity ? severity : undefined, options }];
    }),
  );
}

function configureFunctionRules(configuration: readonly RuleConfiguration[], language: string): ConfiguredFunctionRule[] {
  return configuration.flatMap(({ ruleId, severity, hasOwnSeverity, options }) => {
    const rule = functionRuleById.get(ruleId);
    if (rule === undefined || !rule.meta.languages.includes(language)) return [];
    const limit = typeof options.limit === "number" ? options.limit : Number(rule.meta.options?.limit?.default);
    return [{ rule, severity: hasOwnSeverity ? severity : undefined, limit }];
  });
}
