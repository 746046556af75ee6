// Scans texts of a project that are at hand, such as git's blobs, under the project's settings.

import type { Finding } from "../model/finding.ts";
import { linkProject } from "../pipeline/link-project.ts";
import type { TextFile } from "../source/discover-texts.ts";
import { analyseFiles } from "./analyse-files.ts";
import { type ScanRequest, discoverPlanned, isShown, planScan, toFilesRequest } from "./scan-plan.ts";
import { type ScanOutcome, scanPlanned } from "./scan.ts";

export interface TextsScan {
  readonly outcome: ScanOutcome;
  /** The findings in other texts, for instance earlier ones of the same files. */
  readonly findIn: (texts: readonly TextFile[]) => Promise<readonly Finding[]>;
}

/** Throws an AssayError for a wrong request. */
export async function scanTexts(request: ScanRequest, texts: readonly TextFile[]): Promise<TextsScan> {
  const plan = await planScan({ ...request, texts });
  const { report } = await scanPlanned(plan);
  const { failLevel, maxWarnings } = plan.settings;
  return {
    outcome: { report, failLevel, maxWarnings },
    findIn: async (others) => {
      const { files } = discoverPlanned(plan, others);
      if (files.length === 0) return [];
      const { outcomes } = await analyseFiles(toFilesRequest(plan, files));
      return linkProject(outcomes).findings.filter((finding) => isShown(plan.request, finding));
    },
  };
}
