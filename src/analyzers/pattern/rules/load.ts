// Loads the rules of one file: YAML text in, typed rules and problems with their places out.

import { conditionKeys, optionalText, requiredText } from "./read-conditions.ts";
import { editDistance, formulaKeys, readTopFormula, topLevelKeys } from "./read-formula.ts";
import { matchTaintKeys, oldTaintKeys, readTaint } from "./read-taint.ts";
import { isKnownLanguage, knownLanguageIds } from "./rule-languages.ts";
import type { FixRegex, Rule, RuleOption, RuleSeverity } from "./rule.ts";
import { parseVersion } from "./version.ts";
import {
  type RuleProblem,
  type YamlEntry,
  type YamlValue,
  RuleSyntaxError,
  describe,
  entryOf,
  expectInteger,
  expectList,
  expectMap,
  expectString,
  expectStrings,
  parseYaml,
  refuseOtherKeys,
  toPlain,
} from "./yaml-value.ts";

/** What a rule file holds: the rules that load, and why the others do not. */
export interface LoadedRules {
  readonly rules: readonly Rule[];
  readonly problems: readonly RuleProblem[];
}

const severities: ReadonlySet<string> = new Set(["ERROR", "WARNING", "INFO", "CRITICAL", "HIGH", "MEDIUM", "LOW", "INVENTORY", "EXPERIMENT"]);

/** Keys that the commercial program acts on; the free one loads rules that carry them. */
const ignoredKeys: readonly string[] = ["validators", "r2c-internal-project-depends-on", "dependency", "product", "version"];

/** Reads every rule of a YAML or JSON text. Never throws: what does not load is in `problems`. */
export function loadRules(text: string): LoadedRules {
  let root: YamlValue;
  try {
    root = parseYaml(text);
    if (root.type !== "map") throw new RuleSyntaxError(root.position, `A rule file is a map with \`rules:\`, not ${describe(root)}.`);
    if (entryOf(root, "rules") === undefined) throw new RuleSyntaxError(root.position, "A rule file has its rules in a list under `rules:`.");
    expectList(entryOf(root, "rules")!.value, "rules");
  } catch (error) {
    return { rules: [], problems: [problemOf(error)] };
  }
  const rules: Rule[] = [];
  const problems: RuleProblem[] = [];
  for (const item of expectList(entryOf(root, "rules")!.value, "rules")) {
    const faults: RuleProblem[] = [];
    const rule = readRule(item, faults);
    if (faults.length === 0) rules.push(rule);
    const id = item.type === "map" ? entryOf(item, "id")?.value : undefined;
    const ruleId = id?.type === "scalar" ? { ruleId: String(id.value) } : {};
    problems.push(...faults.map((fault) => ({ ...fault, ...ruleId })));
  }
  return { rules, problems };
}

function problemOf(error: unknown): RuleProblem {
  if (!(error instanceof RuleSyntaxError)) throw error;
  return { message: error.message, line: error.position.line, column: error.position.column };
}

/** Reads a rule part by part. What is wrong in a part goes into `faults`; the rule is of use only where none came. */
function readRule(item: YamlValue, faults: RuleProblem[]): Rule {
  const read = <Part>(part: () => Part): Part => {
    try {
      return part();
    } catch (error) {
      const fault = problemOf(error);
      if (!faults.some(({ line, column }) => line === fault.line && column === fault.column)) faults.push(fault);
      // Nobody sees a rule with faults.
      return undefined as Part;
    }
  };
  const entries = read(() => expectMap(item, "rules")) ?? [];
  if (faults.length === 0) read(() => refuseNothing(item));
  if (faults.length > 0) return undefined as unknown as Rule;
  const name = read(() => requiredText(item, "id", "rule")) ?? "";
  const mode = read(() => optionalText(item, "mode")) ?? "search";
  read(() => refuseModes(item, mode));
  return {
    id: read(() => checkedId(name, item)),
    languages: read(() => readLanguages(item)),
    message: read(() => requiredText(item, "message", `rule ${name}`)),
    severity: read(() => readSeverity(item, name)),
    detection: read(() => readDetection(item, mode, name)),
    options: read(() => readOptions(item)),
    fix: read(() => optionalText(item, "fix")),
    fixRegex: read(() => readFixRegex(item)),
    paths: read(() => readPaths(item)),
    minVersion: read(() => readVersion(item, "min-version")),
    maxVersion: read(() => readVersion(item, "max-version")),
    metadata: read(() => readMetadata(item)),
    position: item.position,
    ignoredKeys: entries.map((entry) => entry.key).filter((key) => ignoredKeys.includes(key)),
    overlooked: read(() => overlookedIn(item, entries, mode)) ?? [],
  };
}

/** Operators at the top of a rule that have no effect there: another one, the mode or `match` decides alone. */
function overlookedIn(item: YamlValue, entries: readonly YamlEntry[], mode: string): Rule["overlooked"] {
  const operators = entries.filter(({ key }) => formulaKeys.has(key) || conditionKeys.has(key) || key === "focus-metavariable" || key === "match");
  const isTaint = mode === "taint" || entryOf(item, "taint") !== undefined;
  const used = isTaint ? undefined : (operators.find(({ key }) => key === "match") ?? operators.find(({ key }) => topLevelKeys.includes(key)));
  return operators.filter((operator) => operator !== used).map(({ key, keyPosition }) => ({ key, position: keyPosition }));
}

/** A key without a value is a mistake everywhere in a rule. */
function refuseNothing(value: YamlValue): void {
  if (value.type === "scalar" && value.value === null) throw new RuleSyntaxError(value.position, "A value is missing here: write one or remove the key.");
  if (value.type === "list") for (const item of value.items) refuseNothing(item);
  if (value.type === "map") {
    for (const entry of value.entries) {
      if (entry.value.type === "scalar" && entry.value.value === null) throw new RuleSyntaxError(entry.keyPosition, `\`${entry.key}\` has no value: write one or remove the key.`);
      refuseNothing(entry.value);
    }
  }
}

function checkedId(id: string, item: YamlValue): string {
  if (/^[a-zA-Z0-9._-]*$/.test(id)) return id;
  throw new RuleSyntaxError(entryOf(item, "id")!.value.position, `The id \`${id}\` may hold letters, digits, \`.\`, \`_\` and \`-\` only.`);
}

function refuseModes(item: YamlValue, mode: string): void {
  const position = entryOf(item, "mode")?.value.position ?? item.position;
  if (mode === "search" || mode === "taint") return;
  if (mode === "join" || mode === "extract") throw new RuleSyntaxError(position, `Rules of mode \`${mode}\` are not supported.`);
  throw new RuleSyntaxError(position, `\`${mode}\` is not a mode: known are \`search\` and \`taint\`.`);
}

function readLanguages(item: YamlValue): string[] {
  const entry = entryOf(item, "languages");
  if (entry === undefined) throw new RuleSyntaxError(item.position, "The rule wants `languages`, a list such as `[python]`.");
  const languages = expectList(entry.value, "languages").map((one) => {
    const language = expectString(one, "languages").toLowerCase();
    if (!isKnownLanguage(language)) {
      const near = knownLanguageIds().filter((known) => editDistance(known, language) <= 2);
      const hint = near.length === 0 ? "" : ` Did you mean ${near.map((known) => `\`${known}\``).join(" or ")}?`;
      throw new RuleSyntaxError(one.position, `\`${language}\` is not a language.${hint}`);
    }
    return language;
  });
  const special = languages.find((language) => ["generic", "regex", "none"].includes(language));
  if (special !== undefined && languages.length > 1) {
    throw new RuleSyntaxError(entry.value.position, `\`${special}\` stands alone in \`languages\`: write a rule of its own for it.`);
  }
  if (languages.length === 0) throw new RuleSyntaxError(entry.value.position, "`languages` is empty: name at least one.");
  return languages;
}

function readSeverity(item: YamlValue, id: string): RuleSeverity {
  const severity = requiredText(item, "severity", `rule ${id}`);
  // The set holds exactly the members of the type.
  if (severities.has(severity)) return severity as RuleSeverity;
  const upper = severity.toUpperCase();
  const hint = severities.has(upper) ? ` Write \`${upper}\`.` : ` Known are ${[...severities].join(", ")}.`;
  throw new RuleSyntaxError(entryOf(item, "severity")!.value.position, `\`${severity}\` is not a severity.${hint}`);
}

function readDetection(item: YamlValue, mode: string, id: string): Rule["detection"] {
  const taint = entryOf(item, "taint");
  if (taint !== undefined) return { mode: "taint", taint: readTaint(taint.value, matchTaintKeys) };
  if (mode === "taint") return { mode: "taint", taint: readTaint(item, oldTaintKeys) };
  return { mode: "search", formula: readTopFormula(item, `The rule \`${id}\``) };
}

function readOptions(item: YamlValue): Record<string, RuleOption> {
  const entry = entryOf(item, "options");
  const options: Record<string, RuleOption> = {};
  if (entry === undefined || (entry.value.type === "scalar" && entry.value.value === null)) return options;
  for (const { key, value } of expectMap(entry.value, "options")) {
    const wantsBoolean = booleanOptions.has(key);
    if (wantsBoolean && !(value.type === "scalar" && typeof value.value === "boolean")) {
      throw new RuleSyntaxError(value.position, `\`${key}\` wants true or false, not ${describe(value)}.`);
    }
    if (value.type === "scalar" && value.value !== null) options[key] = value.value;
    else if (value.type === "list") options[key] = value.items.map((one) => (one.type === "list" ? one.items.map((inner) => expectString(inner, key)) : expectString(one, key)));
  }
  return options;
}

const booleanOptions: ReadonlySet<string> = new Set([
  "constant_propagation", "symbolic_propagation", "ac_matching", "commutative_boolop", "commutative_compop", "symmetric_eq", "vardef_assign",
  "flddef_assign", "attr_expr", "let_is_var", "go_deeper_expr", "go_deeper_stmt", "implicit_deep_exprstmt", "implicit_ellipsis",
  "arrow_is_function", "decorators_order_matters", "taint_unify_mvars", "taint_assume_safe_functions", "taint_assume_safe_indexes",
  "taint_assume_safe_comparisons", "taint_assume_safe_booleans", "taint_assume_safe_numbers", "taint_only_propagate_through_assignments",
  "xml_singleton_loose_matching", "xml_attrs_implicit_ellipsis", "xml_children_ordered", "generic_multiline", "generic_caseless",
]);

function readFixRegex(item: YamlValue): FixRegex | undefined {
  const entry = entryOf(item, "fix-regex");
  if (entry === undefined) return undefined;
  refuseOtherKeys(entry.value, ["regex", "replacement", "count"], "fix-regex");
  const count = entryOf(entry.value, "count");
  return {
    regex: requiredText(entry.value, "regex", "fix-regex"),
    replacement: requiredText(entry.value, "replacement", "fix-regex"),
    count: count === undefined ? undefined : expectInteger(count.value, "count"),
  };
}

function readPaths(item: YamlValue): Rule["paths"] {
  const entry = entryOf(item, "paths");
  if (entry === undefined) return undefined;
  const list = (key: string): string[] => {
    const value = entryOf(entry.value, key);
    return value === undefined ? [] : expectStrings(value.value, key);
  };
  expectMap(entry.value, "paths");
  refuseOtherKeys(entry.value, ["include", "exclude"], "paths");
  return { include: list("include"), exclude: list("exclude") };
}

function readVersion(item: YamlValue, key: string): string | undefined {
  const text = optionalText(item, key);
  if (text === undefined || parseVersion(text) !== undefined) return text;
  throw new RuleSyntaxError(entryOf(item, key)!.value.position, `\`${key}\` wants three numbers such as \`1.50.0\`, not \`${text}\`.`);
}

function readMetadata(item: YamlValue): Record<string, unknown> {
  const entry = entryOf(item, "metadata");
  if (entry !== undefined) expectMap(entry.value, "metadata");
  const plain = entry === undefined ? {} : toPlain(entry.value);
  // toPlain makes a record of every map; anything else carries no keys to read.
  return plain !== null && typeof plain === "object" && !Array.isArray(plain) ? (plain as Record<string, unknown>) : {};
}
