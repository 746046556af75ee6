// Every reporter by its id; an unknown id is an error that names the known ones.

import { AssayError } from "../model/errors.ts";
import { allReporters } from "./registry.generated.ts";
import type { Reporter } from "./reporter.ts";

export const reporters: ReadonlyMap<string, Reporter> = new Map(
  allReporters.map((reporter) => [reporter.id, reporter]),
);

/** The reporter that `--format id` names. Throws `reporter-unknown`. */
export function findReporter(id: string): Reporter {
  const reporter = reporters.get(id);
  if (reporter !== undefined) return reporter;
  throw new AssayError({
    code: "reporter-unknown",
    message: `There is no output format "${id}".`,
    nextStep: `Use one of: ${[...reporters.keys()].join(", ")}.`,
  });
}
