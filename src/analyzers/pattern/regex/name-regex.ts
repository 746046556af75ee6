// Regular expressions that match whole names only, in a form that needs no translation.

import { beginningOf } from "./character-sets.ts";
import { type RegexNode, parseRegex } from "./parse-regex.ts";
import { translateRegex } from "./translate.ts";

/** What a file writes without a name standing there. */
const noNames = ["", "0", "12", "0x1f", "0b1", "0o7", "1e3", "1n", "1j", "1_0", "true", "false", "True", "False", "null", "None", "undefined", "this", "super", "Ellipsis"];

/** An expression of the rule language as one of JavaScript, where whatever it matches is one name from end to end; undefined for others. */
export function nameRegexOf(regex: string): { readonly source: string; readonly flags: string } | undefined {
  const bound = /^((?:\(\?i\))?)\^(.*)\$$/s.exec(regex);
  const translated = bound === null ? undefined : translateRegex(`${bound[1]!}(?:${bound[2]!})`, "");
  if (translated === undefined || !translated.ok || translated.needsOwnMatcher) return undefined;
  // The group above binds alternatives to both ends: what stood beside one end only is not taken for a name.
  const root = hasOuterChoice(bound![2]!) ? undefined : parseRegex(translated.source)?.root;
  const flags = translated.flags.replace(/[gdy]/g, "");
  if (root === undefined || !holdsWordsOnly(root, flags)) return undefined;
  const source = `^(?:${translated.source})$`;
  const whole = new RegExp(source, flags);
  return noNames.some((text) => whole.test(text)) ? undefined : { source, flags };
}

/** `a|b` outside of all groups. */
function hasOuterChoice(body: string): boolean {
  const root = parseRegex(body)?.root;
  return root === undefined || root.type === "choice";
}

/** True where every character that the expression takes belongs to a name. */
function holdsWordsOnly(node: RegexNode, flags: string): boolean {
  switch (node.type) {
    case "atom":
      return [...beginningOf(node, flags).codes].every((code) => /[\w$]/.test(String.fromCharCode(code)));
    case "sequence":
      return node.parts.every((part) => holdsWordsOnly(part, flags));
    case "choice":
      return node.options.every((option) => holdsWordsOnly(option, flags));
    case "group":
    case "repeat":
      return holdsWordsOnly(node.body, flags);
    default:
      return false;
  }
}
