// Reads the newer `match:` syntax (`all`, `any`, `not`, `inside`, `anywhere`, `where`) into a formula.

import { readAnalyzer, readComparison, readTypes, requiredText } from "./read-conditions.ts";
import type { Condition, Formula, FormulaBody } from "./rule.ts";
import { type YamlEntry, type YamlValue, RuleSyntaxError, describe, entryOf, expectList, expectMap, expectString, expectStrings, refuseOtherKeys } from "./yaml-value.ts";

const operatorKeys: readonly string[] = ["pattern", "regex", "all", "any", "not", "inside", "anywhere"];

/** What may stand beside an operator: in `where`, in a condition, in an entry of `taint`. */
const besideKeys: readonly string[] = [
  ...operatorKeys, "where", "fix", "as", "metavariable", "language", "type", "types", "analyzer", "comparison", "base", "strip", "focus",
  "exact", "by-side-effect", "not_conflicting", "not-conflicting", "control", "label", "requires", "at-exit", "from", "to", "replace-labels",
];

/** Reads a formula of the newer syntax: a text is a pattern, a map holds one operator and perhaps `where`. */
export function readMatchFormula(value: YamlValue): Formula {
  if (value.type === "scalar") {
    const text = expectString(value, "pattern");
    return { type: "leaf", leaf: { type: "code", text, position: value.position }, conditions: [], focus: [], position: value.position };
  }
  if (value.type === "list") throw new RuleSyntaxError(value.position, "A list of patterns stands under `all:` or `any:`.");
  const operators = value.entries.filter((entry) => operatorKeys.includes(entry.key));
  const operator = operators[0];
  if (operator === undefined || operators.length > 1) {
    throw new RuleSyntaxError(value.position, `Write exactly one of ${operatorKeys.map((key) => `\`${key}\``).join(", ")} here.`);
  }
  refuseOtherKeys(value, besideKeys, operator.key);
  const body = readBody(operator);
  const { conditions, focus } = readWhere(entryOf(value, "where")?.value);
  if (body.type === "not" && (conditions.length > 0 || focus.length > 0)) {
    throw new RuleSyntaxError(value.position, "`where` tests positive matches; it cannot stand beside `not`.");
  }
  const [fix, as] = [entryOf(value, "fix"), entryOf(value, "as")];
  return {
    ...body,
    conditions,
    focus,
    position: operator.keyPosition,
    ...(fix === undefined ? {} : { fix: expectString(fix.value, "fix") }),
    ...(as === undefined ? {} : { as: expectString(as.value, "as") }),
  };
}

function readBody(entry: YamlEntry): FormulaBody {
  const { key, value } = entry;
  switch (key) {
    case "pattern":
      return { type: "leaf", leaf: { type: "code", text: expectString(value, key), position: value.position } };
    case "regex":
      return { type: "leaf", leaf: { type: "regex", text: expectString(value, key), position: value.position } };
    case "all": {
      const parts = expectList(value, key).map(readMatchFormula);
      if (!parts.some((part) => part.type !== "not")) {
        throw new RuleSyntaxError(entry.keyPosition, "`all` has no positive pattern: it needs at least one that is not `not`.");
      }
      return { type: "and", parts };
    }
    case "any": {
      const parts = expectList(value, key).map(readMatchFormula);
      const negated = parts.find((part) => part.type === "not");
      if (negated !== undefined) throw new RuleSyntaxError(negated.position, "`not` cannot stand in `any`.");
      return { type: "or", parts };
    }
    case "not":
      return { type: "not", part: readMatchFormula(value) };
    case "inside":
      return { type: "inside", part: readMatchFormula(value) };
    default:
      return { type: "anywhere", part: readMatchFormula(value) };
  }
}

function readWhere(value: YamlValue | undefined): { conditions: Condition[]; focus: string[][] } {
  const conditions: Condition[] = [];
  const focus: string[][] = [];
  if (value === undefined) return { conditions, focus };
  for (const item of expectList(value, "where")) {
    expectMap(item, "where");
    const focusEntry = entryOf(item, "focus");
    if (focusEntry !== undefined) for (const name of expectStrings(focusEntry.value, "focus")) focus.push([name]);
    else conditions.push(readWhereCondition(item));
  }
  return { conditions, focus };
}

function readWhereCondition(item: YamlValue): Condition {
  const position = item.position;
  if (entryOf(item, "comparison") !== undefined) return readComparison(item, "comparison", position);
  if (entryOf(item, "metavariable") === undefined) {
    throw new RuleSyntaxError(position, `A condition of \`where\` has \`focus\`, \`comparison\` or \`metavariable\`; this is ${describe(item)}.`);
  }
  const metavariable = requiredText(item, "metavariable", "where");
  const analyzer = entryOf(item, "analyzer");
  if (analyzer !== undefined) return { type: "analysis", metavariable, ...readAnalyzer(analyzer.value), position };
  if (entryOf(item, "type") !== undefined || entryOf(item, "types") !== undefined) {
    return { type: "type", metavariable, types: readTypes(item, "where"), position };
  }
  const language = entryOf(item, "language");
  const regex = entryOf(item, "regex");
  if (regex !== undefined && language === undefined && entryOf(item, "where") === undefined) {
    return { type: "regex", metavariable, regex: expectString(regex.value, "regex"), useConstants: true, position };
  }
  return {
    type: "pattern",
    metavariable,
    formula: neverNegated(readMatchFormula(item)),
    ...(language === undefined ? {} : { language: expectString(language.value, "language").toLowerCase() }),
    position,
  };
}

/** A negation alone says of no place that it is one: the reference finds nothing with it. */
function neverNegated(formula: Formula): Formula {
  return formula.type === "not" ? { type: "or", parts: [], conditions: [], focus: [], position: formula.position } : formula;
}
