// Python in patterns.

import { ellipsisName } from "../text/lexis.ts";
import type { MatchNode } from "../view/match-node.ts";
import type { Dialect, PatternContext, PatternRoot } from "./dialect.ts";

const whole: PatternContext = {
  name: "statements",
  applies: (text) => !isRefused(text),
  wrap: (code) => code,
  unwrap: (block) => rootOfStatements(block.kids),
};

const headers: PatternContext = {
  name: "header",
  applies: (text) => /^\s*(if|while|for|with|class)\b[^]*:\s*$/.test(text),
  wrap: (code) => `${code.trimEnd()}\n    pass`,
  unwrap: (block) => {
    const root = rootOfStatements(block.kids);
    return root?.type === "statement" ? { type: "statement", node: withoutBody(root.node) } : undefined;
  },
};

const decorator: PatternContext = {
  name: "decorator",
  applies: (text) => /^\s*@/.test(text),
  wrap: (code) => `${code.trimEnd()}\ndef zq9f():\n    pass`,
  unwrap: (block) => {
    const attributes = block.kids[0]?.kids[0]?.kids[1]?.kids ?? [];
    return attributes.length === 1 ? { type: "attribute", node: attributes[0]! } : undefined;
  },
};

/** Beginnings of clauses that load and match nothing. */
const clause: PatternContext = {
  name: "clause",
  applies: (text) => /^\s*((else|finally|except)\s*:|"[^"]*"\s*:|def\b[^\n]*:\s*$)/.test(text) && !isRefused(text),
  wrap: () => "pass",
  unwrap: () => ({ type: "nothing" }),
};

/** What the reference program's grammar of patterns does not have. */
function isRefused(text: string): boolean {
  if (/\blambda\b[^:()]*(?<!\$)\.\.\.(?=[^:()]*:)|^\s*case\b[^\n]*\.\.\.[^\n]*:\s*$/m.test(text)) return true;
  return /\bimport\s+\.\.\.|^\s*(async\s+)?def\b[^\n]*\(\.\.\.\):\s*$/.test(text) || /^\s*try\s*:(?![^]*\n\s*(except|finally)\b)/.test(text);
}

/** An expression, one statement or several. */
export function rootOfStatements(statements: readonly MatchNode[]): PatternRoot | undefined {
  const only = statements[0];
  if (only === undefined) return undefined;
  if (statements.length > 1) return { type: "statements", nodes: statements };
  if (only.tag === "ExpressionStatement") return { type: "expression", node: only.kids[0]! };
  return { type: "statement", node: only };
}

function withoutBody(node: MatchNode): MatchNode {
  const kids = node.kids.map((kid) => {
    if (kid.tag === "Block") return { ...kid, kids: [] };
    return kid.tag === "Class" ? { ...kid, kids: [kid.kids[0]!, kid.kids[1]!, { ...kid.kids[2]!, kids: [] }] } : kid;
  });
  return { ...node, kids };
}

export const pythonDialect: Dialect = {
  language: "python",
  path: "pattern.py",
  rewrite: (text) => text,
  lexis: {
    lineComment: "#",
    hasBlockComments: false,
    hasTripleQuotes: true,
    hasTemplates: false,
    hasFormatStrings: true,
    hasRegexLiterals: false,
    hasDollarNames: false,
    typedMetavariables: "argument",
    braceKind: () => "object",
    writeEllipsis: (place) => (place.bracket === "object" && (place.hasColon || place.hasSpread) && place.previous !== ":" ? `**${ellipsisName}` : ellipsisName),
    attempts: 1,
  },
  facts: {
    isShell: false,
    numbersAreFloats: false,
    expandsAugmentedAssignment: false,
    wrapsBranches: true,
    objectsAreRecords: false,
    listContainer: "list",
    wrapsTemplateHoles: true,
    classAssignmentsAreFields: true,
    expressionBodiesReturn: false,
    decoratorsAreExpressions: true,
    bareCaseBodies: false,
    specialNames: new Map([["self", "Self"], ["cls", "Cls"]]),
    literalNames: new Map(),
    operators: new Map([
      ["==", "Eq"], ["!=", "NotEq"], ["<>", "NotEq"], ["is", "PhysicalEq"], ["is not", "PhysicalNotEq"],
    ]),
    typesAreExpressions: true,
    encodesStringPrefixes: true,
    literalTypes: { string: "str", int: "int", float: "float", bool: "bool" },
  },
  naming: {
    resolves: true,
    hasBlockScopes: false,
    assignmentBinds: true,
    importCalls: new Set(),
    modulePath: (text) => text.split("."),
  },
  hint: (text) => (/:\s*$/.test(text) ? " A header alone is no pattern: give it a body, such as `...`." : ""),
  contexts: [whole, headers, decorator, clause],
  matching: { recordsAreUnordered: false, ellipsisStringMatchesTemplate: false },
};
