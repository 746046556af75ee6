// Measures code that is at hand instead of a file.

import { measureFile } from "../analyzers/metrics/measure-file.ts";
import { measureProject } from "../analyzers/metrics/measure-project.ts";
import { AssayError } from "../model/errors.ts";
import { inProcessNestingLimit } from "./analyst.ts";
import type { Measurement } from "./measure.ts";
import { findLanguage, parsers } from "./parsers.ts";
import { languageOfFileName } from "./snippet-names.ts";

/** The figures of one text whose file name tells its language. Throws `language-unknown` or `limit-exceeded`. */
export async function measureText({ fileName, text }: { readonly fileName: string; readonly text: string }): Promise<Measurement> {
  const language = findLanguage(languageOfFileName(fileName));
  if ((language.nestingOf?.(text, fileName) ?? 0) > inProcessNestingLimit) {
    throw new AssayError({ code: "limit-exceeded", message: "The code nests too deeply to be measured.", nextStep: "Send a smaller part of it." });
  }
  const parse = await parsers(language.id);
  const files = [measureFile({ path: fileName, tree: parse(text, fileName) })];
  return { files, project: measureProject(files), skipped: [] };
}
