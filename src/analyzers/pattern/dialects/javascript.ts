// JavaScript and TypeScript in patterns.

import { type BraceContext, type BracketKind, type EllipsisPlace, ellipsisName } from "../text/lexis.ts";
import { makeNode } from "../view/match-node.ts";
import type { Dialect, PatternContext } from "./dialect.ts";
import { rootOfStatements } from "./python.ts";

const startsStatement = /^\s*(async\s+function\s*\*?\s*[\w$]|function\s*\*?\s*[\w$]|class\s+(?!extends\b)[\w$]|abstract\s|interface\s|if\b|for\b|while\b|try\b|switch\b|return\b|throw\b|var\b|let\b|const\b|import\s*[\w${*"']|export\b|@)/;

const expression: PatternContext = {
  name: "expression",
  applies: (text) => !startsStatement.test(text) && !isRefused(text) && !/^\s*yield\b/.test(text) && !/;\s*$/.test(text),
  wrap: (code) => `(${code}\n)`,
  unwrap: (block) => {
    const only = block.kids[0];
    return block.kids.length === 1 && only?.tag === "ExpressionStatement" ? { type: "expression", node: only.kids[0]! } : undefined;
  },
};

const singleField: PatternContext = {
  name: "single field",
  applies: (text) => /^\s*([\w$]+|"[^"\n]*"|'[^'\n]*')\s*:(?!:)/.test(text) && !/;\s*$/.test(text),
  wrap: (code) => `({${code}\n})`,
  unwrap: (block) => {
    const record = block.kids[0]?.kids[0];
    const field = record?.tag === "Record" && record.kids.length === 1 ? record.kids[0]! : undefined;
    if (field?.tag !== "Definition") return undefined;
    return { type: "partial-field", node: makeNode("PartialField", field.start, field.end, [field.kids[1]!.kids[0]!], "", field.kids[0]!.kids[0]!.text) };
  },
};

/** `function ... (` stands for functions of every form, declarations and methods too. */
const anyFunction: PatternContext = {
  name: "any function",
  applies: (text) => /^\s*function\s*\.\.\./.test(text),
  wrap: (code) => `(${code}\n)`,
  unwrap: (block) => {
    const lambda = block.kids[0]?.kids[0];
    return block.kids.length === 1 && lambda?.tag === "Lambda" ? { type: "function", node: lambda } : undefined;
  },
};

/** What the reference program's grammar of patterns does not have. */
function isRefused(text: string): boolean {
  if (/^\s*@[^{}]*\)\s*[\w$]+\s*(:[^=(){}]*)?(=[^=(){}]*)?;\s*$/.test(text)) return true;
  if (/^\s*((private|protected|public|static|readonly|override|declare)\s+)+#?[\w$]+\s*[?!]?\s*([:=;][^]*)?$|^\s*[\w$]+\s*[?!]:|^\s*#[\w$]+\s*([=;][^]*)?$/.test(text)) return true;
  if (/\bswitch\s*\([^{]*\)\s*\{\s*\.\.\.\s*(case|default)\b|\S\s*\bswitch\s*\([^{]*\)\s*\{\s*\.\.\.\s*\}/.test(text)) return true;
  if (/\btype\s+[^=]*=\s*\{[^}]*\.\.\.|:\s*\[[^\]=]*\.\.\.\s*\]\s*=/.test(text)) return true;
  if (/(^|[}\s])catch\s*\(\s*\.\.\.\s*\)\s*\{|<[\w$.-]+(\s[^<>]*)?>\s*<\.\.\.|^\s*abstract\s+(?!class\b)[^{}]*;\s*$/.test(text)) return true;
  return /^\s*((export|declare|const)\s+)*(interface|enum)\b[^]*\.\.\.|(^|[=(,])\s*<[\w$.]+>(?!\s*\(|[^]*<\/)|^\s*type\s[^=]*=\s*\.\.\.\s*;?\s*$/.test(text);
}

const statements: PatternContext = {
  name: "statements",
  applies: (text) => !isRefused(text) && !/^\s*yield\b|^\s*switch\s*\([^{]*\)\s*\{\s*\.\.\.\s*\}\s*$/.test(text),
  // A constant without a value is one that is only declared.
  wrap: (code) => code.replace(/^(\s*)(?=const\s[^={}]*$)/, "$1declare "),
  unwrap: (block, text) => {
    // The reference program reads several statements here, which stand nowhere in this order.
    if (/^\s*export\s*\{[^}]*\}\s*from\b/.test(text)) return { type: "nothing" };
    const root = rootOfStatements(block.kids);
    if (root?.type === "expression" && /;\s*$/.test(text)) return { type: "statement", node: block.kids[0]! };
    return root;
  },
};

const member: PatternContext = {
  name: "class member",
  applies: (text) => !isRefused(text) && !/^\s*yield\b/.test(text),
  wrap: (code) => `class zq9c {${code}\n}`,
  unwrap: (block) => {
    const members = block.kids[0]?.kids[1]?.kids[2]?.kids ?? [];
    return members.length === 1 ? { type: "field", node: members[0]! } : undefined;
  },
};

/** A method without a body is a header, of which the reference drops the parameters. */
const methodHeader: PatternContext = {
  name: "method header",
  applies: (text) => !isRefused(text) && /^\s*((async|get|set|static|public|private|protected)\s+)*[\w$]+\s*\((\s*|[\w$\s.,:?=|<>[\]]*\)\s*(:[^{};]*)?)\s*$/.test(text) && !/^\s*(function|if|switch|return|typeof|await|new|yield|throw|catch|case)\b/.test(text),
  wrap: (code) => `class zq9c {${withoutParameters(code)} {}\n}`,
  unwrap: (block) => {
    const only = block.kids[0]?.kids[1]?.kids[2]?.kids[0];
    return only?.kids[1]?.tag === "Function" ? { type: "function-header", node: only } : undefined;
  },
};

function withoutParameters(code: string): string {
  const close = code.lastIndexOf(")");
  return `${code.slice(0, code.indexOf("("))}()${close < 0 ? "" : code.slice(close + 1)}`;
}

const handler: PatternContext = {
  name: "catch",
  applies: (text) => !isRefused(text) && /^\s*(catch|finally)\b/.test(text),
  wrap: (code) => `try {} ${code}`,
  unwrap: (block) => {
    const statement = block.kids[0];
    if (statement?.tag !== "Try") return undefined;
    const handlers = statement.kids[1]!.kids;
    if (handlers.length === 1) return { type: "handler", node: handlers[0]! };
    return { type: "finalizer", node: statement.kids[3]! };
  },
};

const switchCase: PatternContext = {
  name: "case",
  applies: (text) => /^\s*case\b/.test(text),
  wrap: (code) => `switch (zq9s) {${code}\n}`,
  unwrap: (block) => {
    const body = block.kids[0]?.kids[1];
    return body?.tag === "CaseBody" ? { type: "case", node: body } : undefined;
  },
};

const header: PatternContext = {
  name: "header",
  applies: (text) => /^\s*((if|async\s+function|function)\b[^]*\)|(declare\s+)?(async\s+)?function\b[^{}]*\)\s*:[^{};]*|class\b[^{]*)\s*$/.test(text),
  wrap: (code) => `${code.replace(/^\s*declare\b/, "")} {}`,
  unwrap: (block) => {
    const only = block.kids[0];
    if (block.kids.length !== 1) return undefined;
    if (only?.tag === "If") return { type: "condition", node: only.kids[0]! };
    if (only?.tag !== "Definition") return undefined;
    return { type: only.kids[1]!.tag === "Class" ? "class-header" : "function-header", node: only };
  },
};

/** `yield` and the like stand in a generator only. */
const generator: PatternContext = {
  name: "generator body",
  applies: (text) => /\b(yield|await|return)\b/.test(text),
  wrap: (code) => `async function* zq9g() {${code}\n}`,
  unwrap: (block, text) => statements.unwrap({ ...block, kids: block.kids[0]?.kids[1]?.kids[2]?.kids ?? [] }, text),
};

/** What the reference reads nothing of: it then finds every statement, as an empty pattern does. */
const unread: PatternContext = {
  name: "unread statement",
  applies: (text) => /^\s*(((declare\s+)?module|declare\s+namespace|((const|declare|export)\s+)*enum)\s+[\w$"'][^]*\}|export\s*=[^]*|export\s+type\s*\{[^}]*\})\s*;?\s*$/.test(text) && !isRefused(text),
  wrap: () => ";",
  unwrap: () => ({ type: "statements", nodes: [] }),
};

/** Beginnings of statements that load and match nothing. */
const unfinished: PatternContext = {
  name: "unfinished statement",
  applies: (text) => !isRefused(text) && /^\s*(try\s*\{[^]*\}|for\s*\([^]*\)|switch\s*\([^(){]*\)\s*\{\s*\.\.\.\s*\})\s*$/.test(text),
  wrap: (code) => (/^\s*try/.test(code) ? `${code} finally {}` : /^\s*switch/.test(code) ? ";" : `${code} {}`),
  unwrap: () => ({ type: "nothing" }),
};

const decorated: PatternContext = {
  name: "decorator",
  applies: (text) => /^\s*@/.test(text) && !isRefused(text),
  wrap: (code) => `class zq9c {${code}\nzq9f}`,
  unwrap: (block) => {
    const field = block.kids[0]?.kids[1]?.kids[2]?.kids[0];
    const attributes = field?.kids[0]?.kids[1]?.kids ?? [];
    // A decorator alone loads, and is looked for nowhere.
    return attributes.length === 1 ? { type: "nothing" } : undefined;
  },
};

function braceKind(before: BraceContext): BracketKind {
  const { previous, statementWords, wordBeforeParenthesis } = before;
  if (previous === ")") return wordBeforeParenthesis === "switch" ? "switch" : "block";
  if (previous === "=>" || previous === ";" || previous === "") return previous === "" ? "object" : "block";
  if (previous === "{" || previous === "}") return before.outer === "object" ? "object" : "block";
  if (/^(else|try|finally|do|static)$/.test(previous)) return "block";
  if (statementWords.includes("import") || statementWords.includes("export")) {
    if (/^(import|export|type|,|default)$/.test(previous)) return "object";
  }
  if (statementWords.includes("class") || statementWords.includes("interface")) {
    if (!/^[=(,:?]$/.test(previous)) return "class";
  }
  if (/^(return|default|in|of|await|yield|typeof|throw|const|let|var|case|new)$/.test(previous)) return "object";
  if (/^[\w$\]>]+$/.test(previous)) return "block";
  return "object";
}

const closes: ReadonlySet<string> = new Set([",", ")", "]", "}", ";", ""]);

function writeEllipsis(place: EllipsisPlace, attempt: number): string {
  const { bracket, previous, next } = place;
  if (next.startsWith("adjacent:") && previous === "{" && place.closesAfterName) return "...";
  const isInList = bracket === "paren" || bracket === "square" || bracket === "object" || bracket === "hole";
  if (next.startsWith("adjacent:") && isInList && /^[(,[{]$/.test(previous)) return "...";
  const following = next.replace("adjacent:", "");
  if (bracket === "for-paren") return following === ")" && previous === "(" ? `${ellipsisName};;` : ellipsisName;
  if (bracket === "object") {
    if (attempt === 1) return /^[{;}]$|^$/.test(previous) || place.startsLine ? `${ellipsisName};` : ellipsisName;
    return closes.has(following) || !place.endsLine ? ellipsisName : `${ellipsisName},`;
  }
  if (isInList) return ellipsisName;
  if (bracket === "switch" && previous === "{") return `case ${ellipsisName}:`;
  if (previous === ".") return ellipsisName;
  if (attempt === 1) return ellipsisName;
  const continues = /^([=(,:?+\-*/%&|<>!~^[]|=>|return|throw|await|typeof|in|of|new|case|function)$/.test(previous);
  const afterLabel = previous === ":" && (bracket === "switch" || bracket === "block" || bracket === "top");
  if (continues && !afterLabel) return ellipsisName;
  return following === "." || following === ";" ? ellipsisName : `${ellipsisName};`;
}

/** The last part of a module's path, without a file ending. */
function baseName(text: string): string {
  const last = text.slice(text.lastIndexOf("/") + 1);
  return last.replace(/(?!^)\.\w+$/, "");
}

/** Builds the dialect for one of the two languages; they differ in what their parsers read. */
function scriptDialect(language: string, path: string): Dialect {
  return {
    language,
    path,
    // `<a href=$X>` stands for `<a href={$X}>`; in `href={...}` stands any value; `from $M` for `from "$M"`.
    rewrite: (text) =>
      /^\s*(import|export)\b[^;]*\bfrom\s+\$/.test(text)
        ? text.replace(/(\bfrom\s+)(\$[A-Z_][A-Z_0-9]*)/, '$1"$2"')
        : /<[\w$.]/.test(text)
        ? text.replace(/(\s[\w$-]+=)(\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*)(?=[\s/>])/g, "$1{$2}").replace(/(\s[\w$-]+=)\{\s*\.\.\.\s*\}/g, "$1{(...)}")
        : text,
    lexis: {
      lineComment: "//",
      hasBlockComments: true,
      hasTripleQuotes: false,
      hasTemplates: true,
      hasFormatStrings: false,
      hasRegexLiterals: true,
      hasDollarNames: true,
      typedMetavariables: "parenthesised",
      braceKind,
      writeEllipsis,
      attempts: 2,
    },
    facts: {
      isShell: false,
      numbersAreFloats: true,
      expandsAugmentedAssignment: true,
      wrapsBranches: false,
      objectsAreRecords: true,
      listContainer: "array",
      wrapsTemplateHoles: false,
      classAssignmentsAreFields: false,
      expressionBodiesReturn: true,
      decoratorsAreExpressions: false,
      bareCaseBodies: true,
      specialNames: new Map([["require", "Require"], ["eval", "Eval"], ["arguments", "Arguments"]]),
      literalNames: new Map([["undefined", "undefined"]]),
      operators: new Map([
        ["==", "Eq"], ["!=", "NotEq"], ["===", "PhysicalEq"], ["!==", "PhysicalNotEq"], ["&&", "and"], ["||", "or"], ["instanceof", "instanceof"],
      ]),
      typesAreExpressions: false,
      encodesStringPrefixes: false,
      literalTypes: { string: "string", float: "number", bool: "boolean" },
    },
    naming: {
      resolves: true,
      hasBlockScopes: true,
      assignmentBinds: false,
      importCalls: new Set(["Require"]),
      modulePath: (text) => [baseName(text)],
    },
    toleratedProblems: /^Decorators are not valid here|^A required parameter cannot follow an optional parameter/,
    contexts: [unread, anyFunction, header, singleField, expression, statements, handler, switchCase, member, methodHeader, generator, unfinished, decorated],
    matching: { recordsAreUnordered: true, ellipsisStringMatchesTemplate: true },
  };
}

export const javascriptDialect: Dialect = scriptDialect("javascript", "pattern.jsx");
export const typescriptDialect: Dialect = scriptDialect("typescript", "pattern.tsx");

