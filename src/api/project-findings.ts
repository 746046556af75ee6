// Adds what only the whole project shows to the files' analyses: dead code and circles of imports.

import { basename } from "node:path";
import { unpackTokens } from "../analyzers/metrics/duplication/pack-tokens.ts";
import type { RuleConfiguration } from "../config/resolve-for-file.ts";
import { deduplicate } from "../findings/deduplicate.ts";
import type { Notice } from "../model/report.ts";
import type { TypeFact } from "../model/type-fact.ts";
import { type CheckedProject, type LocatedFinding, checkProject } from "../pipeline/check-project.ts";
import { describeProjectFindings } from "../pipeline/describe-project-findings.ts";
import { type FileAnalysis, type FileFinding, type FileOutcome, isSkipped } from "../pipeline/file-analysis.ts";
import { toCrashNotice } from "../pipeline/rule-crash-notice.ts";
import { findMentions } from "../source/find-mentions.ts";
import { readManifests } from "../source/read-manifests.ts";
import { readSource } from "../source/read-source.ts";
import { findSurroundings } from "../source/surroundings.ts";
import { projectRules } from "../../rules/registry.generated.ts";
import { inProcessNestingLimit } from "./analyst.ts";
import { knownRules, supersedes } from "./known-rules.ts";
import { manifestNames, moduleSystems } from "./module-systems.ts";
import { findLanguage, parsers } from "./parsers.ts";

export interface ProjectFindingsRequest {
  /** Absolute. */
  readonly root: string;
  readonly outcomes: readonly FileOutcome[];
  readonly absolutePathOf: (path: string) => string;
  /** Texts that stand in the place of those on the disk, by path: undefined for what is not there. */
  readonly replacedTexts?: ReadonlyMap<string, string | undefined>;
  readonly rulesOf: (path: string) => readonly RuleConfiguration[];
  readonly maxFileSizeBytes: number;
  readonly today: string;
  /** Asks the TypeScript compiler. */
  readonly types?: boolean | undefined;
}

export interface ProjectFindings {
  /** Those of the request with the findings added. */
  readonly outcomes: readonly FileOutcome[];
  /** Of rules that did not finish. */
  readonly notices: readonly Notice[];
}

interface TypeAnswer {
  readonly facts: readonly TypeFact[];
  /** Files that no tsconfig.json includes. */
  readonly left: readonly string[];
}

const mostNamedFiles = 3;

export async function addProjectFindings(request: ProjectFindingsRequest): Promise<ProjectFindings> {
  const types = await typeFactsOf(request);
  const { findings: found, crashes } = findInProject(request, types.facts);
  const byPath = new Map<string, LocatedFinding[]>();
  for (const finding of found) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  const outcomes: FileOutcome[] = [];
  for (const outcome of request.outcomes) {
    const findings = isSkipped(outcome) ? [] : (byPath.get(outcome.file.path) ?? []);
    if (isSkipped(outcome) || (findings.length === 0 && (outcome.facts === undefined || outcome.laterSuppressions === undefined))) outcomes.push(outcome);
    else {
      const joined = [...outcome.findings, ...(await describe(request, outcome, findings))];
      // Of a dropped promise the compiler and a rule that looks at the text may both tell.
      outcomes.push({ ...outcome, findings: request.types === true ? deduplicate(joined, supersedes) : joined });
    }
  }
  return { outcomes, notices: [...crashes.map((crash) => toCrashNotice(crash)), ...noticeOf(types.left)] };
}

/** The compiler is loaded only where somebody asks for it. */
async function typeFactsOf({ root, outcomes, types }: ProjectFindingsRequest): Promise<TypeAnswer> {
  if (types !== true) return { facts: [], left: [] };
  const { findTypeFacts } = await import("../engines/typescript/find-type-facts.ts");
  const paths = outcomes.flatMap((outcome) => (isSkipped(outcome) || findLanguage(outcome.file.language).hasTypes !== true ? [] : [outcome.file.path]));
  return findTypeFacts(root, paths);
}

/** Who asks for types is told where nobody could answer. */
function noticeOf(left: readonly string[]): Notice[] {
  if (left.length === 0) return [];
  const shown = left.slice(0, mostNamedFiles).join(", ");
  const others = left.length > mostNamedFiles ? ` and ${left.length - mostNamedFiles} more` : "";
  const [files, them] = left.length === 1 ? ["1 file was", "it"] : [`${left.length} files were`, "them"];
  return [{ level: "warning", code: "no-types", message: `${files} not asked for types, since no tsconfig.json includes ${them}: ${shown}${others}` }];
}

function findInProject({ root, outcomes, absolutePathOf, rulesOf, replacedTexts }: ProjectFindingsRequest, typeFacts: readonly TypeFact[]): CheckedProject {
  const modules = outcomes.flatMap((outcome) =>
    isSkipped(outcome) || outcome.facts === undefined ? [] : [{ path: outcome.file.path, language: outcome.file.language, facts: outcome.facts }],
  );
  const tokens = outcomes.flatMap((outcome) => (isSkipped(outcome) || outcome.tokens === undefined ? [] : [{ path: outcome.file.path, tokens: unpackTokens(outcome.tokens) }]));
  if (modules.length === 0 && tokens.length === 0) return { findings: [], crashes: [] };
  // What a file uses that was given up on is not known to be unused.
  const lost = outcomes.flatMap((outcome) => (isSkipped(outcome) && (outcome.reason === "timeout" || outcome.reason === "crashed") ? [absolutePathOf(outcome.path)] : []));
  tokens.sort((left, right) => (left.path < right.path ? -1 : 1));
  // Which rules run at all, and with which options, is what holds for the root.
  const options = new Map([...modules, ...tokens].flatMap(({ path }) => rulesOf(path).map((rule) => [rule.ruleId, rule.options] as const)));
  const { findings, crashes } = checkProject({
    rootName: basename(root),
    ...findSurroundings(root, manifestNames),
    modules,
    systems: moduleSystems,
    manifests: readManifests(root, modules.map((module) => module.path), manifestNames, replacedTexts),
    rules: projectRules.flatMap((rule) => (options.has(rule.meta.id) ? [{ rule, options: options.get(rule.meta.id)! }] : [])),
    findMentions: (words) => findMentions(root, words, replacedTexts, lost),
    tokens,
    typeFacts,
  });
  return { findings: findings.filter(({ path, rule }) => rulesOf(path).some((active) => active.ruleId === rule.meta.id)), crashes };
}

/** What was told of a file, by its analysis: a comparison of two states of a project asks of most files twice. */
const told = new WeakMap<FileAnalysis, { readonly key: string; readonly findings: Promise<FileFinding[]> }>();

function describe(request: ProjectFindingsRequest, analysis: FileAnalysis, findings: readonly LocatedFinding[]): Promise<FileFinding[]> {
  const key = JSON.stringify(findings.map((finding) => ({ ...finding, rule: finding.rule.meta.id })));
  const known = told.get(analysis);
  if (known?.key === key) return known.findings;
  const described = describeAnew(request, analysis, findings);
  told.set(analysis, { key, findings: described });
  return described;
}

/** The file is read once more: of the few that have such findings, text and tree are not kept. */
async function describeAnew(request: ProjectFindingsRequest, { file, laterSuppressions }: FileAnalysis, findings: readonly LocatedFinding[]): Promise<FileFinding[]> {
  const { path, language: languageId } = file;
  const source = readSource({ path, absolutePath: request.absolutePathOf(path), maxFileSizeBytes: request.maxFileSizeBytes, includeGenerated: true });
  const language = findLanguage(languageId);
  if ("reason" in source || (language.nestingOf?.(source.text, path) ?? 0) > inProcessNestingLimit) return [];
  const tree = (await parsers(languageId))(source.text, path);
  const active = new Map(request.rulesOf(path).map((rule) => [rule.ruleId, rule]));
  return describeProjectFindings({
    path,
    tree,
    findings,
    severityOf: (ruleId) => (active.get(ruleId)?.hasOwnSeverity === true ? active.get(ruleId)!.severity : undefined),
    rules: knownRules,
    today: request.today,
    later: laterSuppressions ?? [],
    aboutComments: new Map([...active.values()].map(({ ruleId, severity }) => [ruleId, severity])),
  });
}
