// Bash in patterns.

import { ellipsisName, metavariablePrefix, sequencePrefix } from "../text/lexis.ts";
import type { PreparedPattern } from "../text/prepare.ts";
import type { Dialect, PatternContext } from "./dialect.ts";

const deepPattern = /^\s*<\.\.\.([^]*)\.\.\.>\s*$/;

const whole: PatternContext = {
  name: "statements",
  applies: (text) => !/^\s*\$[A-Z_0-9]+\s*\(\)/.test(text) && !/^\s*case\b[^\n]*\bin[ \t]+[^\s#]/.test(text),
  wrap: (code) => code,
  unwrap: (block, text) => {
    const only = block.kids[0];
    if (only === undefined) return undefined;
    if (deepPattern.test(text)) {
      const inner = only.tag === "ExpressionStatement" && block.kids.length === 1 ? only.kids[0]! : undefined;
      return inner === undefined ? undefined : { type: "expression", node: { ...inner, tag: "DeepEllipsis", sub: "", text: "", kids: [inner] } };
    }
    if (block.kids.length > 1) return { type: "statements", nodes: block.kids };
    return only.tag === "ExpressionStatement" ? { type: "expression", node: only.kids[0]! } : { type: "statement", node: only };
  },
};

/** Read only where a line end follows. */
const unclosedPattern = /^\s*(?:(?:for|while|if|select)\b[^]*\b(?:do|then)\b[^]*[^;&\n \t][ \t]+(?:done|fi)|(?:(?:function[ \t]+)?[^\s(){}]+[ \t]*(?:\(\))?[ \t]*)?\{\s[^]*[^;&\n \t][ \t]+\})[ \t]*\n\s*$/;

/** Compounds that load and find nothing: their end is read as a word of a command, or they search below where that has no place. */
const unread: PatternContext = {
  name: "unread",
  applies: (text, source) => !text.includes("$...") && !/^\s*\$[A-Z_0-9]+\s*\(\)/.test(text) && (unclosedPattern.test(source) || (/<\.\.\..*\.\.\.>/.test(text) && !deepPattern.test(text))),
  wrap: () => ":",
  unwrap: () => ({ type: "nothing" }),
};

/** Names are rewritten word by word: inside quotes as expansions, before `=` and after `for` as plain words. */
function prepareBash(whole: string): PreparedPattern {
  const source = deepPattern.exec(whole)?.[1]?.trim() ?? whole;
  // Without its `do`, the head of a loop that the reference knows no word for is a command: escaped, it reads as one.
  const text = /\bdo\b/.test(source) ? source : source.replace(/^\s*(?=until\b)/, "\\");
  let code = "";
  let quote = "";
  let opened = 0;
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const char = text[at]!;
    const name = /^\$(\.\.\.)?([A-Z_][A-Z_0-9]*)(?![a-z])/.exec(rest);
    // A subscript after a metavariable says nothing.
    const braced = /^\$\{[#!]?\$([A-Z_][A-Z_0-9]*)(?:\[[^\]]*\])?/.exec(rest);
    if (quote === "'") {
      if (char === "'") quote = "";
      code += char;
      at += 1;
    } else if (char === "\\") {
      code += rest.slice(0, 2);
      at += 2;
    } else if (braced !== null) {
      code += `\${zq9v_${braced[1]}`;
      at += braced[0].length;
    } else if (name !== null) {
      code += writeName(name, text, at, quote);
      at += name[0].length;
    } else if (rest.startsWith("...") && (quote === "" || isPartOfQuoted(text.slice(opened, at), rest[3] ?? ""))) {
      code += quote === "" ? ellipsisName : `\${${ellipsisName}}`;
      at += 3;
    } else {
      if (char === quote) quote = "";
      else if (quote === "" && (char === "'" || char === '"')) {
        quote = char;
        opened = at + 1;
      }
      code += char;
      at += 1;
    }
  }
  return { code, typed: new Map() };
}

/** True for `...` between two expansions or the ends of a quoted text, or in a substitution there; elsewhere it is text. */
function isPartOfQuoted(before: string, next: string): boolean {
  const isInSubstitution = (before.match(/\$\(/g)?.length ?? 0) > (before.match(/\)/g)?.length ?? 0);
  return isInSubstitution || (/(?:^|\$\w+|[})`])$/.test(before) && /["$`]/.test(next));
}

function writeName(match: RegExpExecArray, text: string, at: number, quote: string): string {
  const placeholder = (match[1] === undefined ? metavariablePrefix : sequencePrefix) + match[2]!;
  const after = text.slice(at + match[0].length);
  const before = text.slice(0, at);
  const isPlain = quote === "" && (/^\+?=/.test(after) || /^\s*\(\)/.test(after) || /\b(for|select|function|read|unset)\s+$/.test(before));
  return isPlain ? placeholder : `\${${placeholder}}`;
}

export const bashDialect: Dialect = {
  language: "bash",
  path: "pattern.sh",
  rewrite: (text) => text,
  prepare: prepareBash,
  lexis: {
    lineComment: "#",
    hasBlockComments: false,
    hasTripleQuotes: false,
    hasTemplates: false,
    hasFormatStrings: false,
    hasRegexLiterals: false,
    hasDollarNames: false,
    typedMetavariables: "none",
    braceKind: () => "block",
    writeEllipsis: () => ellipsisName,
    attempts: 1,
  },
  facts: {
    isShell: true,
    numbersAreFloats: false,
    expandsAugmentedAssignment: false,
    wrapsBranches: false,
    objectsAreRecords: false,
    listContainer: "array",
    wrapsTemplateHoles: false,
    classAssignmentsAreFields: false,
    expressionBodiesReturn: false,
    decoratorsAreExpressions: false,
    bareCaseBodies: true,
    specialNames: new Map(),
    literalNames: new Map(),
    operators: new Map([["&&", "and"], ["||", "or"]]),
    typesAreExpressions: false,
    encodesStringPrefixes: false,
    literalTypes: {},
  },
  naming: {
    resolves: false,
    hasBlockScopes: false,
    assignmentBinds: true,
    importCalls: new Set(),
    modulePath: (text) => [text],
  },
  contexts: [whole, unread],
  matching: { recordsAreUnordered: false, ellipsisStringMatchesTemplate: false },
};

