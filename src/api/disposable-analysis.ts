// Entry of a process of its own for one file whose code may crash a parser.

import { answerDisposable } from "../source/disposable-process.ts";
import { type AnalysisSetup, type FileJob, createAnalyst } from "./analyst.ts";

answerDisposable(async ({ setup, job, text }: { readonly setup: AnalysisSetup; readonly job: FileJob; readonly text?: string }) => {
  const analyst = createAnalyst(setup);
  if (text === undefined) return analyst.analyseJob(job);
  const outcome = await analyst.analyseText(job, text);
  return outcome === undefined ? { type: "too-deep" } : { type: "analysed", outcome, contentHash: "" };
});
