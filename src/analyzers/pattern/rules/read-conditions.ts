// Reads `metavariable-*` conditions of the older syntax and their analyzers.

import { editDistance, formulaKeys, readTopFormula } from "./read-formula.ts";
import type { Condition } from "./rule.ts";
import {
  type YamlEntry,
  type YamlValue,
  RuleSyntaxError,
  entryOf,
  expectBoolean,
  expectInteger,
  expectMap,
  expectString,
  expectStrings,
  refuseOtherKeys,
} from "./yaml-value.ts";

/** The keys that hold a condition in the older syntax. */
export const conditionKeys: ReadonlySet<string> = new Set([
  "metavariable-regex",
  "metavariable-pattern",
  "metavariable-comparison",
  "metavariable-analysis",
  "metavariable-type",
  "metavariable-name",
  "semgrep-internal-metavariable-name",
  "pattern-where-python",
]);

/** Reads one condition entry. Throws where a part is missing or wrong. */
export function readCondition(entry: YamlEntry): Condition {
  const { key, value } = entry;
  const position = entry.keyPosition;
  switch (key) {
    case "metavariable-regex":
      return {
        type: "regex",
        metavariable: metavariableOf(value, key),
        regex: requiredText(value, "regex", key),
        useConstants: optionalBoolean(value, "constant-propagation") ?? false,
        position,
      };
    case "metavariable-pattern": {
      refuseOtherKeys(value, ["metavariable", "language", "type", "types", ...formulaKeys], key);
      const language = optionalText(value, "language");
      return {
        type: "pattern",
        metavariable: metavariableOf(value, key),
        formula: readTopFormula(value, `\`${key}\``, true),
        ...(language === undefined ? {} : { language: language.toLowerCase() }),
        position,
      };
    }
    case "metavariable-comparison":
      return readComparison(value, key, position);
    case "metavariable-analysis":
      refuseOtherKeys(value, ["metavariable", "analyzer"], key);
      return { type: "analysis", metavariable: metavariableOf(value, key), ...readAnalyzer(required(value, "analyzer", key)), position };
    case "metavariable-type":
      return { type: "type", metavariable: metavariableOf(value, key), types: readTypes(value, key), position };
    case "pattern-where-python":
      throw new RuleSyntaxError(position, "`pattern-where-python` runs Python code and is no longer part of the language: use `metavariable-comparison`.");
    case "metavariable-name":
      refuseOtherKeys(value, ["metavariable", "module", "modules"], key);
      return { type: "unsupported", name: key, position };
    default:
      return { type: "unsupported", name: key, position };
  }
}

/** Reads the parts of a comparison, shared by both syntaxes. */
export function readComparison(value: YamlValue, key: string, position: { line: number; column: number }): Condition {
  const metavariable = optionalText(value, "metavariable");
  const base = entryOf(value, "base");
  return {
    type: "comparison",
    comparison: requiredText(value, "comparison", key),
    strip: optionalBoolean(value, "strip") ?? false,
    ...(metavariable === undefined ? {} : { metavariable }),
    ...(base === undefined ? {} : { base: expectInteger(base.value, "base") }),
    position,
  };
}

/** Reads an analyzer, written as a name or as a map with `kind`. */
export function readAnalyzer(value: YamlValue): { analyzer: "entropy" | "entropy_v2" | "redos"; mode: "lax" | "default" | "strict" } {
  const kind = value.type === "map" ? requiredText(value, "kind", "analyzer") : expectString(value, "analyzer");
  if (kind !== "entropy" && kind !== "entropy_v2" && kind !== "redos") {
    throw new RuleSyntaxError(value.position, `\`${kind}\` is not an analyzer: known are \`entropy\`, \`entropy_v2\` and \`redos\`.`);
  }
  const mode = value.type === "map" ? (optionalText(value, "mode") ?? "default") : "default";
  if (mode !== "lax" && mode !== "default" && mode !== "strict") {
    throw new RuleSyntaxError(value.position, `\`${mode}\` is not a mode: known are \`lax\`, \`default\` and \`strict\`.`);
  }
  return { analyzer: kind, mode };
}

/** `type` or `types`. */
export function readTypes(value: YamlValue, key: string): string[] {
  const types = entryOf(value, "types");
  return types === undefined ? [requiredText(value, "type", key)] : expectStrings(types.value, "types");
}

function metavariableOf(value: YamlValue, key: string): string {
  const entry = required(value, "metavariable", key);
  const name = expectString(entry, "metavariable");
  if (!isMetavariableName(name)) {
    throw new RuleSyntaxError(entry.position, `\`metavariable\` wants a name such as \`$X\`, not \`${name}\`.`);
  }
  return name;
}

/** True for `$X`, `$X1`, `$1`, `$_`, `$...ARGS`. */
export function isMetavariableName(name: string): boolean {
  return /^\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*$/.test(name) || /^\$\d+$/.test(name);
}

/** The value under a key that must be there. */
export function required(value: YamlValue, key: string, within: string): YamlValue {
  expectMap(value, within);
  const entry = entryOf(value, key);
  if (entry !== undefined) return entry.value;
  const near = expectMap(value, within).find((one) => editDistance(one.key, key) <= 2);
  throw new RuleSyntaxError(near?.keyPosition ?? value.position, `\`${within}\` wants \`${key}\`${near === undefined ? "" : `: is \`${near.key}\` meant for it?`}${near === undefined ? "." : ""}`);
}

/** The text under a key that must be there. */
export function requiredText(value: YamlValue, key: string, within: string): string {
  return expectString(required(value, key, within), key);
}

/** The text under a key, or undefined. */
export function optionalText(value: YamlValue, key: string): string | undefined {
  const entry = entryOf(value, key);
  return entry === undefined ? undefined : expectString(entry.value, key);
}

/** The boolean under a key, or undefined. */
export function optionalBoolean(value: YamlValue, key: string): boolean | undefined {
  const entry = entryOf(value, key);
  return entry === undefined ? undefined : expectBoolean(entry.value, key);
}
