// Analyses one shard of a project's files. The first shard also tells what only the whole project shows.

import { type FileOutcome, isSkipped } from "../pipeline/file-analysis.ts";
import { type Shard, chooseShard } from "../source/choose-shard.ts";
import { type FilesResult, analyseFiles } from "./analyse-files.ts";
import { projectRuleIds } from "./known-rules.ts";
import { addProjectFindings } from "./project-findings.ts";
import { noRuleFiles } from "./scan-rule-files.ts";
import { type ScanPlan, projectOf, toFilesRequest } from "./scan-plan.ts";

/** The outcomes of the shard's files, and for the first those findings of other files that need everything. */
export async function analyseShard(plan: ScanPlan, shard: Shard): Promise<FilesResult> {
  const own = chooseShard(plan.discovery.files, shard);
  const analysed = await analyseFiles(toFilesRequest(plan, own));
  if (!plan.isWhole || shard.index !== 1) return analysed;
  const others = await readPlaces(plan, plan.discovery.files.filter((file) => !own.includes(file)));
  const joined = await addProjectFindings(projectOf(plan, [...analysed.outcomes, ...others]));
  return { outcomes: joined.outcomes, notices: [...analysed.notices, ...joined.notices] };
}

/** What files of other shards tell of their place in the project; all else about them those shards tell. */
async function readPlaces(plan: ScanPlan, files: ScanPlan["discovery"]["files"]): Promise<FileOutcome[]> {
  const resolveForFile: ScanPlan["resolver"]["resolveForFile"] = (path) => {
    const { key, rules } = plan.resolver.resolveForFile(path);
    return { key: `${key}-project`, rules: rules.filter(({ ruleId }) => projectRuleIds.has(ruleId)) };
  };
  const { outcomes } = await analyseFiles(toFilesRequest({ ...plan, fromFiles: noRuleFiles, resolver: { ...plan.resolver, resolveForFile } }, files));
  return outcomes.flatMap((outcome) => {
    if (isSkipped(outcome)) return [];
    const { incompleteReason: _reason, ...told } = outcome;
    return [{ ...told, findings: [], notices: [] }];
  });
}
