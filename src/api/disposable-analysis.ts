// Entry of a process of its own for one file whose code may crash a parser.

import { answerDisposable } from "../source/disposable-process.ts";
import { type AnalysisSetup, type FileJob, createAnalyst } from "./analyst.ts";

answerDisposable(({ setup, job, text }: { readonly setup: AnalysisSetup; readonly job: FileJob; readonly text?: string }) => {
  const analyst = createAnalyst(setup);
  return text === undefined ? analyst.analyseJob(job) : analyst.analyseText(job, text);
});
