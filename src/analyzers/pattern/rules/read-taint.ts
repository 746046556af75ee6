// Reads the taint mode of both syntaxes: sources, sinks, sanitizers and propagators.

import { optionalBoolean, optionalText, requiredText } from "./read-conditions.ts";
import { noMap, readTopFormula } from "./read-formula.ts";
import { readMatchFormula } from "./read-match.ts";
import { parseRequires } from "./requires.ts";
import type { Formula, SideEffect, TaintPropagator, TaintSanitizer, TaintSink, TaintSource, TaintSpecification } from "./rule.ts";
import { type YamlValue, RuleSyntaxError, entryOf, expectList, expectMap, expectString, expectStrings } from "./yaml-value.ts";

/** Names of the four lists in each syntax. */
export interface TaintKeys {
  readonly sources: string;
  readonly sinks: string;
  readonly sanitizers: string;
  readonly propagators: string;
  readonly isMatchSyntax: boolean;
}

export const oldTaintKeys: TaintKeys = {
  sources: "pattern-sources",
  sinks: "pattern-sinks",
  sanitizers: "pattern-sanitizers",
  propagators: "pattern-propagators",
  isMatchSyntax: false,
};

export const matchTaintKeys: TaintKeys = {
  sources: "sources",
  sinks: "sinks",
  sanitizers: "sanitizers",
  propagators: "propagators",
  isMatchSyntax: true,
};

/** Reads the specification from a rule's map (older syntax) or from the value of `taint:` (newer). */
export function readTaint(map: YamlValue, keys: TaintKeys): TaintSpecification {
  const list = (key: string, isRequired: boolean): readonly YamlValue[] => {
    const entry = entryOf(map, key);
    if (entry === undefined) {
      if (!isRequired) return [];
      throw new RuleSyntaxError(map.position, `A taint rule wants \`${key}\`.`);
    }
    const items = expectList(entry.value, key);
    if (keys.isMatchSyntax && items.length === 0) throw new RuleSyntaxError(entry.value.position, `\`${key}\` is empty: write at least one, or remove the key.`);
    return items;
  };
  const formula = (item: YamlValue, what: string): Formula => {
    if (keys.isMatchSyntax) return readMatchFormula(item);
    if (item.type !== "map") throw noMap(item, what);
    return readTopFormula(item, `\`${what}\``);
  };
  return {
    sources: list(keys.sources, true).map((item) => readSource(item, formula(item, keys.sources))),
    sinks: list(keys.sinks, true).map((item) => readSink(item, formula(item, keys.sinks))),
    sanitizers: list(keys.sanitizers, false).map((item) => readSanitizer(item, formula(item, keys.sanitizers))),
    propagators: list(keys.propagators, false).map((item) => readPropagator(item, formula(item, keys.propagators))),
  };
}

function textOrUndefined(item: YamlValue, key: string): string | undefined {
  return item.type === "map" ? optionalText(item, key) : undefined;
}

function requirementOf(item: YamlValue): string | undefined {
  const entry = entryOf(item, "requires");
  return entry === undefined ? undefined : checkedRequirement(entry.value);
}

/** The text of a requirement that can be read. */
function checkedRequirement(value: YamlValue): string {
  const text = expectString(value, "requires");
  if (parseRequires(text) !== undefined) return text;
  throw new RuleSyntaxError(value.position, `\`requires\` wants labels joined by \`and\`, \`or\`, \`not\` and parentheses, such as \`A and not B\`; this is \`${text}\`.`);
}

function booleanOr(item: YamlValue, key: string, otherwise: boolean): boolean {
  return item.type === "map" ? (optionalBoolean(item, key) ?? otherwise) : otherwise;
}

function readSource(item: YamlValue, formula: Formula): TaintSource {
  return {
    formula,
    exact: booleanOr(item, "exact", false),
    bySideEffect: readSideEffect(item),
    control: booleanOr(item, "control", false),
    label: textOrUndefined(item, "label"),
    requires: requirementOf(item),
  };
}

function readSideEffect(item: YamlValue): SideEffect {
  const entry = entryOf(item, "by-side-effect");
  if (entry === undefined) return "no";
  if (entry.value.type === "scalar" && entry.value.value === "only") return "only";
  if (entry.value.type === "scalar" && (entry.value.value === "true" || entry.value.value === "false")) return entry.value.value === "true" ? "yes" : "no";
  if (entry.value.type === "scalar" && typeof entry.value.value === "boolean") return entry.value.value ? "yes" : "no";
  throw new RuleSyntaxError(entry.value.position, "`by-side-effect` wants true, false or only.");
}

function readSink(item: YamlValue, formula: Formula): TaintSink {
  const requires = entryOf(item, "requires");
  const perMetavariable =
    requires !== undefined && requires.value.type === "list"
      ? requires.value.items.flatMap((one) =>
          expectMap(one, "requires").map((entry) => ({ metavariable: entry.key, requires: checkedRequirement(entry.value) })),
        )
      : undefined;
  return {
    formula,
    exact: booleanOr(item, "exact", true),
    atExit: booleanOr(item, "at-exit", false),
    requires: requires === undefined || perMetavariable !== undefined ? undefined : checkedRequirement(requires.value),
    requiresOf: perMetavariable,
  };
}

function readSanitizer(item: YamlValue, formula: Formula): TaintSanitizer {
  return {
    formula,
    exact: booleanOr(item, "exact", false),
    bySideEffect: readSideEffect(item) !== "no",
    notConflicting: booleanOr(item, "not_conflicting", false) || booleanOr(item, "not-conflicting", false),
  };
}

function readPropagator(item: YamlValue, formula: Formula): TaintPropagator {
  const replaceLabels = entryOf(item, "replace-labels");
  return {
    formula,
    from: requiredText(item, "from", "propagators"),
    to: requiredText(item, "to", "propagators"),
    bySideEffect: booleanOr(item, "by-side-effect", true),
    label: textOrUndefined(item, "label"),
    requires: requirementOf(item),
    replaceLabels: replaceLabels === undefined ? undefined : expectStrings(replaceLabels.value, "replace-labels"),
  };
}
