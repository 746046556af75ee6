// From text to tree: by the raw route where it is to be had, else by oxc's public ESTree; errors become problems.

import type { Parse } from "../../syntax/language.ts";
import { TreeBuilder } from "../../syntax/tree-builder.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { lowerProgram } from "./lower-estree.ts";
import { loadRawBinding } from "./raw-buffer.ts";
import { type RawRoute, sharedRawRoute } from "./raw-route.ts";
import { type Attempt, type Reading, readOnce } from "./read-once.ts";
import { recover } from "./recover.ts";

/**
 * To set up the raw route costs about 15 ms of CPU, as much as it saves on this much code, in UTF-16 units. In a long scan,
 * where the largest files come first, it must be there for them: their objects would be most of all garbage, and V8 collects
 * three times when the buffer is made, which costs least while there is nothing yet.
 */
export const rawFromUnits = 60_000;

/** The parser of one language: `readingsFor` a path says how its files may be understood, best guess first. */
export async function createParse(language: string, readingsFor: (path: string) => readonly Reading[]): Promise<Parse> {
  const rawBinding = await loadRawBinding();
  let raw: RawRoute | undefined;
  let units = 0;
  return (text, path) => {
    const readings = readingsFor(path);
    units += text.length;
    if (units >= rawFromUnits && rawBinding !== undefined) raw ??= sharedRawRoute(rawBinding);
    return raw?.(text, language, readings[0]!) ?? parseScript(text, language, readings);
  };
}

/**
 * The public route. Parses `text` in the first of `readings` that has no error, else the first that gives a program; where none does,
 * the parts that cannot be read are left out and stand in the tree as error regions.
 */
export function parseScript(text: string, language: string, readings: readonly Reading[]): SyntaxTree {
  const attempt = bestAttempt(text, readings);
  const { program, comments, problems } = attempt.isUnreadable ? recover(text, attempt) : attempt;
  const builder = new TreeBuilder(Math.ceil(text.length / 3));
  lowerProgram(program, text, builder);
  return builder.finish({ language, text, comments, problems });
}

/** Of readings that all fail, the one that came furthest is most likely the meant one. */
function bestAttempt(text: string, readings: readonly Reading[]): Attempt {
  let best: Attempt | undefined;
  for (const reading of readings) {
    const attempt = readOnce(text, reading);
    if (attempt.problems.length === 0) return attempt;
    if (best === undefined || isBetter(attempt, best)) best = attempt;
  }
  return best!;
}

function isBetter(attempt: Attempt, best: Attempt): boolean {
  if (attempt.isUnreadable !== best.isUnreadable) return best.isUnreadable;
  return attempt.isUnreadable && attempt.problems[0]!.start > best.problems[0]!.start;
}
