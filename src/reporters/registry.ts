// Every reporter by its id, loaded when it is asked for; an unknown id is an error that names the known ones.

import { AssayError } from "../model/errors.ts";
import { reporterLoaders } from "./registry.generated.ts";
import type { Reporter } from "./reporter.ts";

/** What `--format` may name. */
export const reporterIds: readonly string[] = [...reporterLoaders.keys()];

/** The reporter that `--format id` names. Throws `reporter-unknown`. */
export async function findReporter(id: string): Promise<Reporter> {
  const load = reporterLoaders.get(id);
  if (load !== undefined) return load();
  throw new AssayError({
    code: "reporter-unknown",
    message: `There is no output format "${id}".`,
    nextStep: `Use one of: ${reporterIds.join(", ")}.`,
  });
}
