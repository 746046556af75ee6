// Refuses fixes after which a program reads what it keeps in another form than it still writes it.

import type { Program } from "../analyzers/symbolic/program.ts";
import type { Refusal } from "./static-checks.ts";

/** A library's own form: what reads it, what writes it. */
interface Form {
  readonly reads: RegExp;
  readonly writes: RegExp;
}

const forms: readonly Form[] = ["pickle", "cPickle", "cloudpickle", "dill", "marshal", "jsonpickle", "joblib"].map((name) => ({
  reads: new RegExp(`\\b${name}\\.(?:loads?|Unpickler|decode)\\b`),
  writes: new RegExp(`\\b${name}\\.(?:dumps?|Pickler|encode)\\b`),
}));

/** What is written only to be digested is read by nobody. */
const digests = /\b(?:hashlib|sha\d+|md5|blake2\w|hmac|digest|hash)\b/;

/** A form that the original both wrote and read, and that the fixed version only writes. */
export function checkForms(before: Program, after: Program): Refusal[] {
  for (const { reads, writes } of forms) {
    const isRead = (program: Program): boolean => [...program.units.values()].some(({ tree }) => reads.test(tree.text));
    if (!isRead(before) || isRead(after) || linesOf(before, writes).length === 0) continue;
    const [still] = linesOf(after, writes);
    if (still !== undefined) return [{ code: "deletes-feature", reason: `What \`${still}\` writes cannot be read any more: it is read in another form.` }];
  }
  return [];
}

function linesOf(program: Program, pattern: RegExp): string[] {
  return [...program.units.values()].flatMap(({ tree }) => tree.text.split("\n").filter((line) => pattern.test(line) && !digests.test(line)).map((line) => pattern.exec(line)![0]));
}
