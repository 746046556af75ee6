// Compiles the text of one pattern: tries the contexts of its language until one reads it.

import type { Dialect, ParseCode, PatternRoot } from "../dialects/dialect.ts";
import { buildView } from "../view/build-view.ts";
import { type MatchNode, makeNode } from "../view/match-node.ts";
import type { Placeholder } from "../view/view-context.ts";
import { deepName, ellipsisName, metavariablePrefix, sequencePrefix, typedPrefix } from "./lexis.ts";
import { type PreparedPattern, preparePattern } from "./prepare.ts";

/** A pattern that can be matched, or why the text is none. */
export type CompiledPattern =
  | {
      readonly ok: true;
      readonly root: PatternRoot;
      readonly dialect: Dialect;
      /** The text that the nodes' offsets count in: the pattern with its placeholders, in its context. */
      readonly code: string;
    }
  | { readonly ok: false; readonly message: string };

const maxPatternLength = 200_000;

/** Compiles `source` for the language of `dialect`. */
export function compilePattern(source: string, dialect: Dialect, parse: ParseCode): CompiledPattern {
  const trimmed = source.replace(/\s+$/, "");
  if (isBlank(trimmed, dialect)) return { ok: true, root: { type: "statements", nodes: [] }, dialect, code: "" };
  if (trimmed.length > maxPatternLength) return { ok: false, message: "The pattern is too long." };
  let firstProblem: string | undefined;
  for (let attempt = 0; attempt < dialect.lexis.attempts; attempt++) {
    const text = dialect.rewrite(dedent(trimmed));
    const prepared = dialect.prepare === undefined ? preparePattern(text, dialect.lexis, attempt) : dialect.prepare(text);
    for (const context of dialect.contexts) {
      if (!context.applies(trimmed, source)) continue;
      const code = context.wrap(prepared.code);
      const tree = parse(code, dialect.path);
      const problem = tree.problems.find((one) => dialect.toleratedProblems?.test(one.message) !== true);
      if (problem !== undefined) {
        firstProblem ??= problem.message;
        continue;
      }
      const placeholders = new PlaceholderTable(prepared, dialect, parse);
      const root = context.unwrap(buildView({ tree, facts: dialect.facts, placeholders, starts: new Map(), endings: new Map() }), trimmed);
      if (root !== undefined) return { ok: true, root, dialect, code };
    }
  }
  const small = /\$[a-z]\w*/.exec(trimmed)?.[0];
  const hint = small === undefined ? "" : ` \`${small}\` is no metavariable: those are written in capitals, \`${small.toUpperCase()}\`.`;
  return { ok: false, message: `Not a ${dialect.language} pattern: ${(firstProblem ?? "no reading fits").replace(/\.$/, "")}.${hint}${dialect.hint?.(trimmed) ?? ""}` };
}

/** True where there is nothing but comments. */
function isBlank(text: string, { lexis }: Dialect): boolean {
  const lines = text.split("\n").filter((line) => !line.trimStart().startsWith(lexis.lineComment)).join("\n");
  return (lexis.hasBlockComments ? lines.replace(/\/\*[^]*?\*\//g, "") : lines).trim() === "";
}

/** Removes the indentation that all lines share; block scalars and quoted patterns may keep some. */
function dedent(text: string): string {
  const first = /^[ \t]*/.exec(text)![0];
  if (first === "") return text;
  return text.split("\n").map((line) => (line.startsWith(first) ? line.slice(first.length) : line.replace(/^[ \t]+/, (lead) => (lead.length < first.length ? "" : lead)))).join("\n");
}

/** Looks up placeholders by their spelling, so that no table of them has to be kept. */
class PlaceholderTable extends Map<string, Placeholder> {
  readonly #prepared: PreparedPattern;
  readonly #dialect: Dialect;
  readonly #parse: ParseCode;

  constructor(prepared: PreparedPattern, dialect: Dialect, parse: ParseCode) {
    super();
    this.#prepared = prepared;
    this.#dialect = dialect;
    this.#parse = parse;
  }

  override get(text: string): Placeholder | undefined {
    if (!text.startsWith("zq9")) return undefined;
    if (text === ellipsisName) return { type: "ellipsis" };
    if (text === deepName) return { type: "deep" };
    if (text.startsWith(metavariablePrefix)) return { type: "metavariable", name: `$${text.slice(metavariablePrefix.length)}` };
    if (text.startsWith("zq9v_")) return { type: "metavariable", name: `$${text.slice(5)}` };
    if (text.startsWith(sequencePrefix)) return { type: "metavariable", name: `$...${text.slice(sequencePrefix.length)}` };
    const typed = text.startsWith(typedPrefix) ? this.#prepared.typed.get(text) : undefined;
    if (typed === undefined) return undefined;
    return { type: "typed", ...typed, typeNode: compileType(typed.typeText, this.#dialect, this.#parse) };
  }
}

/** Compiles a type on its own. */
export function compileType(text: string, dialect: Dialect, parse: ParseCode): MatchNode {
  const prepared = preparePattern(text, dialect.lexis, 0);
  const code = dialect.facts.typesAreExpressions ? `zq9v: ${prepared.code}` : `let zq9v: ${prepared.code};`;
  const tree = parse(code, dialect.facts.typesAreExpressions ? dialect.path : dialect.path.replace(/\.jsx$/, ".tsx"));
  const placeholders = new PlaceholderTable(prepared, dialect, parse);
  const view = buildView({ tree, facts: dialect.facts, placeholders, starts: new Map(), endings: new Map() });
  const variable = view.kids[0]?.kids[1];
  const type = variable?.tag === "Variable" ? variable.kids[1]! : undefined;
  return type ?? makeNode("Type", 0, text.length, undefined, "name", text);
}
