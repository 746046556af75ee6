// Prints a fix from its tree, where it is a call, an operation or a name: the reference program writes these afresh.

import { type Bindings, type BoundValue, lookUp } from "../match/bindings.ts";
import type { CompiledPattern } from "../text/compile-pattern.ts";
import { type MatchNode, isEllipsisMetavariable, isMetavariable } from "../view/match-node.ts";

/** The printed fix, or undefined where its form is left to plain replacement of text. */
export function printFix(fix: CompiledPattern & { ok: true }, bindings: Bindings, text: string): string | undefined {
  if (fix.root.type !== "expression") return undefined;
  // A name such as `new_$F` is only a name in JavaScript.
  if (fix.root.node.tag === "Name" && fix.root.node.text.includes("$") && !isMetavariable(fix.root.node.text)) return fix.root.node.text;
  if (!hasMetavariable(fix.root.node)) return undefined;
  return print({ code: fix.code, bindings, text, isScript: fix.dialect.facts.objectsAreRecords }, fix.root.node);
}

interface Printer {
  readonly code: string;
  readonly bindings: Bindings;
  /** The text of the file, which the bindings' offsets count in. */
  readonly text: string;
  /** JavaScript or TypeScript, for which fewer forms are printed. */
  readonly isScript: boolean;
}

function print(printer: Printer, node: MatchNode): string | undefined {
  if (!hasMetavariable(node)) return isPrintable(node) ? printer.code.slice(node.start, node.end) : undefined;
  switch (node.tag) {
    case "Name": {
      const value = lookUp(printer.bindings, node.text);
      return value === undefined ? undefined : printValue(value, printer.text);
    }
    case "Literal": {
      const value = node.sub === "string" && isMetavariable(node.text) ? lookUp(printer.bindings, node.text) : undefined;
      return value?.type === "text" ? quoted(value, printer.text) : undefined;
    }
    case "Dot": {
      const object = print(printer, node.kids[0]!);
      if (printer.isScript && object?.startsWith("(") === true) return undefined;
      const field = node.kids[1]!.tag === "Name" ? print(printer, node.kids[1]!) : undefined;
      return object === undefined || field === undefined ? undefined : `${object}.${field}`;
    }
    case "Call":
      return printCall(printer, node);
    case "KeywordArgument": {
      const value = print(printer, node.kids[0]!);
      return value === undefined || isMetavariable(node.text) ? undefined : `${node.text}=${value}`;
    }
    default:
      return undefined;
  }
}

/** The content of a string with the quotes that it stands in; a template shows its content alone. */
function quoted(value: BoundValue, text: string): string | undefined {
  const source = text.slice(value.start, value.end);
  if (source === "") return /^[a-zA-Z]*(["'`]).*?\1/.exec(text.slice(value.start, value.start + 4))?.[0];
  const open = /\b([a-zA-Z]{0,2})("""|'''|"|')$|("""|'''|"|')$/.exec(text.slice(Math.max(0, value.start - 6), value.start));
  const quotes = open?.[2] ?? open?.[3] ?? "";
  return text.startsWith(quotes, value.end) ? `${open?.[1] ?? ""}${quotes}${source}${quotes}` : source;
}

function hasMetavariable(node: MatchNode): boolean {
  if (node.tag === "Name") return isMetavariable(node.text);
  return isMetavariable(node.text) || node.text.includes("$") || node.tag === "Ellipsis" || node.kids.some(hasMetavariable);
}

/** What has no metavariables is copied; only the whole fix must be of a printable form. */
function isPrintable(node: MatchNode): boolean {
  return node.tag !== "Ellipsis";
}

function printValue(value: BoundValue, text: string): string {
  if (value.start < 0) return value.text;
  const source = text.slice(value.start, value.end);
  const node = value.type === "node" && value.nodes.length === 1 ? value.nodes[0]! : undefined;
  return node !== undefined && isOperation(node) ? `(${source})` : source;
}

function isOperation(node: MatchNode): boolean {
  return node.tag === "Call" && node.kids[0]!.tag === "Special" && node.kids[0]!.sub.startsWith("Op:") && node.kids[0]!.sub !== "Op:?.";
}

function printCall(printer: Printer, node: MatchNode): string | undefined {
  const callee = node.kids[0]!;
  if (callee.tag === "Special" && callee.sub.startsWith("Op:")) return printOperation(printer, node);
  if (callee.tag === "Special" && /^(Concat|Encoded|Spread|HashSplat|Typeof)/.test(callee.sub)) return undefined;
  const called = callee.tag === "Special" ? printer.code.slice(callee.start, callee.end) : print(printer, callee);
  const values = printArguments(printer, node.kids.slice(1));
  return called === undefined || values === undefined ? undefined : `${called}(${values})`;
}

function printOperation(printer: Printer, node: MatchNode): string | undefined {
  if (node.kids.length !== 3) return undefined;
  const left = print(printer, node.kids[1]!);
  const right = print(printer, node.kids[2]!);
  if (left === undefined || right === undefined || [left, right].some((one) => /^(\.\.\.(?=.)|`)/.test(one))) return undefined;
  const sign = printer.code.slice(node.kids[1]!.end, node.kids[2]!.start).trim();
  // Of a sign of two words the reference program prints the first.
  return /^[^()]+$/.test(sign) ? `(${left} ${sign.split(/\s/, 1)[0]!} ${right})` : undefined;
}

/** Arguments, each on its own; keywords come last. */
function printArguments(printer: Printer, nodes: readonly MatchNode[]): string | undefined {
  const printed: { text: string; isKeyword: boolean }[] = [];
  for (const node of nodes) {
    if (node.tag === "Name" && isEllipsisMetavariable(node.text)) {
      const value = lookUp(printer.bindings, node.text);
      if (value === undefined || value.type !== "list") return undefined;
      if (value.nodes.some((one) => isOperation(one) || one.around !== undefined || one.kids[0]?.sub === "Concat:template")) return undefined;
      if (nodes.length === 1 && isInOrder(value.nodes) && value.start >= 0) return printer.text.slice(value.start, value.end);
      for (const one of value.nodes) {
        printed.push({ text: printValue({ type: "node", nodes: [one], text: "", start: one.start, end: one.end }, printer.text), isKeyword: one.tag === "KeywordArgument" });
      }
      continue;
    }
    const text = print(printer, node);
    if (text === undefined) return undefined;
    printed.push({ text, isKeyword: node.tag === "KeywordArgument" || isBoundKeyword(printer, node) });
  }
  const ordered = [...printed.filter((one) => !one.isKeyword), ...printed.filter((one) => one.isKeyword)];
  return ordered.map((one) => one.text).join(", ");
}

function isBoundKeyword(printer: Printer, node: MatchNode): boolean {
  return node.tag === "Name" && lookUp(printer.bindings, node.text)?.nodes[0]?.tag === "KeywordArgument";
}

function isInOrder(nodes: readonly MatchNode[]): boolean {
  const firstKeyword = nodes.findIndex((node) => node.tag === "KeywordArgument");
  return firstKeyword < 0 || nodes.slice(firstKeyword).every((node) => node.tag === "KeywordArgument");
}
