// Reads a rule's options for the second generic engine.

import type { Rule, RuleOption } from "../rules/rule.ts";
import type { FreeFormOptions } from "./free-form-pattern.ts";

type Brackets = FreeFormOptions["brackets"];

const usualBrackets: Brackets = [["(", ")"], ["[", "]"], ["{", "}"]];
/** On single lines quotes are pairs, too. */
const quotes: Brackets = [['"', '"'], ["'", "'"]];

/** The options; undefined where the rule does not ask for that engine, and a text for what is wrong with them. */
export function readFreeFormOptions(options: Rule["options"]): FreeFormOptions | string | undefined {
  const engine = options["generic_engine"] ?? "spacegrep";
  if (engine !== "aliengrep") return engine === "spacegrep" || engine === "generic" ? undefined : `\`${String(engine)}\` is no engine of the generic mode: known are \`spacegrep\` and \`aliengrep\`.`;
  const isMultiline = options["generic_multiline"] !== false;
  const own = pairsOf(options["generic_braces"]) ?? (isMultiline ? usualBrackets : [...usualBrackets, ...quotes]);
  const brackets = [...own, ...(pairsOf(options["generic_extra_braces"]) ?? [])];
  const wide = brackets.flat().find((sign) => [...sign].length !== 1);
  if (wide !== undefined) return `\`${wide}\` is no bracket: one is a single character.`;
  return { isMultiline, isCaseless: options["generic_caseless"] === true, extraWordCharacters: textsOf(options["generic_extra_word_characters"]), brackets };
}

function pairsOf(option: RuleOption | undefined): Brackets | undefined {
  if (typeof option !== "object") return undefined;
  return option.flatMap((pair): [string, string][] => (typeof pair !== "string" && pair.length === 2 ? [[pair[0]!, pair[1]!]] : []));
}

function textsOf(option: RuleOption | undefined): string[] {
  return typeof option === "object" ? option.filter((one) => typeof one === "string") : [];
}
