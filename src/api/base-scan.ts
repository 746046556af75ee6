// Finds what was there in an earlier commit: analyses the files that have changed since, and takes the rest as it is.

import { join } from "node:path";
import type { Finding } from "../model/finding.ts";
import { type FileOutcome, isSkipped } from "../pipeline/file-analysis.ts";
import { linkProject } from "../pipeline/link-project.ts";
import { reasonsOfCrashes } from "../pipeline/rule-crash-notice.ts";
import { type ChangedFiles, findChangedFiles } from "../repository/changed-files.ts";
import type { BlobFile } from "../repository/read-blobs.ts";
import { readCommittedFiles } from "../repository/staged-files.ts";
import { languages } from "../languages/registry.generated.ts";
import { asDiscovered, languageOfText } from "../source/discover-texts.ts";
import { type IgnoreFiles, assayIgnoreName, createIgnoreFiles } from "../source/ignore-files.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";
import { withScratchTree } from "../source/scratch-tree.ts";
import { isVendored } from "../source/vendored-paths.ts";
import { analyseFiles } from "./analyse-files.ts";
import { addProjectFindings } from "./project-findings.ts";
import { type ScanPlan, isShown, projectOf, toFilesRequest } from "./scan-plan.ts";

export interface BaseScan {
  readonly changes: ChangedFiles;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly codeLines: number;
  /** False where a file of the commit was not analysed whole. */
  readonly isComplete: boolean;
}

/**
 * The findings of the merge base of `reference` and the head, under the settings of now. `outcomes` are those of the
 * files as they are now. Throws `git-failed` where there is no such commit.
 */
export async function scanBase(plan: ScanPlan, outcomes: readonly FileOutcome[], reference: string): Promise<BaseScan> {
  const { root, maxFileSizeBytes } = plan;
  const changes = await findChangedFiles(root, reference);
  const candidates = [...new Set([...changes.paths, ...changes.renamedFrom.values(), ...changes.deleted])];
  const { files } = await readCommittedFiles(root, changes.base, candidates, maxFileSizeBytes);
  const ignores = createIgnoreFiles(root, assayIgnoreName);
  const code = files.flatMap((file) => toCode(plan, file, ignores));
  const base = await withScratchTree(code.map(({ file }) => file), async (folder) => {
    const discovered = code.map(({ file, language }) => asDiscovered(file, language, folder));
    const analysed = discovered.length === 0 ? [] : (await analyseFiles(toFilesRequest(plan, discovered))).outcomes;
    const changed = new Set(candidates);
    const earlier = [...outcomes.filter((outcome) => !changed.has(pathOf(outcome))), ...analysed];
    if (!plan.isWhole) return { outcomes: earlier, notices: [] };
    const own = new Set(discovered.map(({ path }) => path));
    return addProjectFindings({
      ...projectOf(plan, earlier),
      absolutePathOf: (path) => join(own.has(path) ? folder : root, path),
      replacedTexts: new Map(candidates.map((path) => [path, files.find((file) => file.path === path)?.bytes.toString("utf8")])),
    });
  });
  const linked = linkProject(base.outcomes);
  return {
    changes,
    findings: linked.findings.filter((finding) => isShown(plan.request, finding)),
    suppressed: linked.suppressed,
    isComplete: linked.incompleteReasons.length + reasonsOfCrashes([...linked.notices, ...base.notices]).length === 0,
    codeLines: linked.files.reduce((sum, file) => sum + file.codeLines, 0),
  };
}

function pathOf(outcome: FileOutcome): string {
  return isSkipped(outcome) ? outcome.path : outcome.file.path;
}

const finder = createLanguageFinder(languages);

/** The file with its language, where it is one that the scan would take. */
function toCode({ targets, resolver, request }: ScanPlan, file: BlobFile, ignores: IgnoreFiles): { file: BlobFile; language: string }[] {
  const isWanted = targets.some(({ path }) => path === "" || file.path === path || file.path.startsWith(`${path}/`));
  if (!isWanted || (request.hasIgnores && (ignores.isFileIgnored(file.path) || resolver.isExcluded(file.path) || isVendored(file.path, targets, ignores)))) return [];
  const language = languageOfText(file, finder);
  return language === undefined ? [] : [{ file, language }];
}
