// Matches imports: whole modules, single names, defaults and `require` in a declaration.

import { type MatchNode, changed, isEllipsisMetavariable, isMetavariable, makeNode, none } from "../view/match-node.ts";
import type { Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain, either, noMatch } from "./context.ts";
import { matchSubset } from "./match-lists.ts";
import { regexOf } from "./match-literal.ts";
import { matchAny } from "./match-other.ts";

/** An import of the pattern against an import of the file, or a declaration that requires. */
export function matchDirective(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "OtherDirective") return matchOther(pattern, target, bindings, context);
  const directive = target.tag === "Definition" ? (namesItsModule(pattern) ? requireAsImport(target) : undefined) : target;
  if (directive === undefined || !directive.tag.startsWith("Import")) return noMatch;
  const exact = matchSameForm(pattern, directive, bindings, context);
  if (exact.length > 0) return exact;
  if (pattern.tag === "ImportFrom" && /^Import(?:As|All)$/.test(directive.tag) && pattern.sub === "dotted" && pattern.kids.length === 1 && pattern.kids[0]!.kids.length === 1) {
    const point = /^\.+$/.test(pattern.text) ? "" : ".";
    const joined = changed(pattern, { tag: "ImportAs" as const, kids: [none], text: `${pattern.text}${point}${pattern.kids[0]!.kids[0]!.text}` });
    return matchModule(joined, directive.text, directive, bindings, context);
  }
  if (pattern.tag !== "ImportAs" || pattern.kids[0] !== none) return exact;
  return matchWholeModule(pattern, directive, bindings, context);
}

/** Only the import of a module by its plain name, without `* as`, stands for `require` too. */
function namesItsModule(pattern: MatchNode): boolean {
  if (pattern.tag === "ImportAs" && pattern.kids[0] !== none && pattern.sub === "file") return false;
  return !isMetavariable(pattern.text) && pattern.text !== "..." && regexOf(pattern.text) === undefined;
}

function matchOther(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (target.tag !== "OtherDirective" || pattern.sub !== target.sub) return noMatch;
  if (isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, target.kids[0] ?? target);
  const isAnyModule = pattern.sub === "ReExportNamespace" && pattern.text === "...";
  return isAnyModule || pattern.text === target.text ? matchAny(changed(pattern, { text: target.text, kids: [] }), changed(target, { kids: [] }), bindings, context) : noMatch;
}

function matchSameForm(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag !== target.tag) return noMatch;
  const matched = matchModule(pattern, target.text, target, bindings, context);
  if (pattern.tag === "ImportAs") {
    const alias = pattern.kids[0]!;
    if (alias === none) return matched;
    if (target.kids[0] === none) return noMatch;
    return chain(matched, (next) => matchName(alias, target.kids[0]!, next));
  }
  if (pattern.tag === "ImportAll") return matched;
  const names = pattern.kids.filter((name) => name.kids[0]!.tag !== "Ellipsis");
  return chain(matched, (next) => matchSubset(names, target.kids, next, context, matchImportedName));
}

/** `import m` stands for every way to import from `m`. */
function matchWholeModule(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (target.tag === "ImportFrom" && target.sub === "dotted") {
    let found: Matches = noMatch;
    for (const name of target.kids) {
      const whole = `${target.text}.${name.text}`;
      const matched = isMetavariable(pattern.text) ? bindNode(bindings, pattern.text, dottedImport(target, name, whole, context)) : matchModule(pattern, whole, target, bindings, context);
      found = either(found, matched);
    }
    return found;
  }
  return matchModule(pattern, target.text, target, bindings, context);
}

/** `m.x` of `from m import x`: shown from the module's name to the end of the imported one. */
function dottedImport(target: MatchNode, name: MatchNode, text: string, context: MatchContext): MatchNode {
  const lead = /^from\s*/.exec(context.text.slice(target.start, target.end))?.[0].length ?? 0;
  return makeNode("Name", target.start + lead, name.kids[0]!.end, undefined, "", text);
}

function matchModule(pattern: MatchNode, text: string, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, moduleNode(target, text, context));
  if (pattern.sub === "file") {
    if (pattern.text === "..." ) return [bindings];
    const regex = regexOf(pattern.text);
    if (regex !== undefined) return context.testRegex(regex, text) ? [bindings] : noMatch;
    return text === pattern.text || text.startsWith(`${pattern.text}/`) ? [bindings] : noMatch;
  }
  return matchParts(partsOf(pattern.text), partsOf(text), { target, bindings, context });
}

/** The parts of a dotted name; the dots at its beginning are those of a path (`.a` is `./a`, `...a` is `../../a`). */
function partsOf(text: string): readonly string[] {
  const dots = /^\.*/.exec(text)![0].length;
  if (dots === 0) return text.split(".");
  const up = dots === 1 ? ["."] : new Array<string>(dots - 1).fill("..");
  return dots === text.length ? up : [...up, ...text.slice(dots).split(".")];
}

function matchParts(patterns: readonly string[], texts: readonly string[], state: { target: MatchNode; bindings: Bindings; context: MatchContext }): Matches {
  let matches: Matches = [state.bindings];
  for (let index = 0; index < patterns.length; index++) {
    const pattern = patterns[index]!;
    if (pattern === "...") return matches;
    const text = texts[index];
    if (text === undefined) return noMatch;
    if (isMetavariable(pattern)) {
      const bound = index === patterns.length - 1 && index > 0 ? texts.slice(index).join(".") : text;
      matches = chain(matches, (next) => bindNode(next, pattern, moduleNode(state.target, bound, state.context)));
    } else if (pattern !== text) return noMatch;
  }
  return matches;
}

/** The module's name as a node at its place in the file. */
function moduleNode(target: MatchNode, module: string, context: MatchContext): MatchNode {
  // The reference shows the first dot of `..` alone.
  const text = module === ".." ? "." : module;
  const at = context.text.indexOf(text, target.start);
  const start = at >= 0 && at < target.end ? at : target.start;
  const end = at >= 0 && at < target.end ? at + text.length : target.end;
  if (target.sub === "file") return makeNode("Literal", start, end, undefined, "string", text);
  return makeNode("Name", start, end, undefined, "", text);
}

function matchImportedName(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (pattern.tag !== "ImportedName" || target.tag !== "ImportedName" || isEllipsisMetavariable(pattern.kids[0]!.text)) return noMatch;
  const named = pattern.sub === "default" ? (target.sub === "default" ? [bindings] : noMatch) : matchName(pattern.kids[0]!, importedNode(target), bindings);
  const alias = pattern.kids[1];
  const local = target.kids[1];
  if (alias === undefined) return target.sub === "required" && local?.text !== target.text ? noMatch : named;
  return local === undefined ? noMatch : chain(named, (next) => matchName(alias, local, next));
}

/** A default import's name is where its local name stands. */
function importedNode(target: MatchNode): MatchNode {
  const name = target.kids[0]!;
  const local = target.kids[1];
  return target.sub === "default" && local !== undefined && local.start === name.start ? changed(local, { text: target.text }) : name;
}

function matchName(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, target);
  return pattern.text === target.text ? [bindings] : noMatch;
}

const requires = new WeakMap<MatchNode, MatchNode | null>();

/** `const x = require("m")` and `const {a: b} = require("m")` as imports. */
export function requireAsImport(definition: MatchNode): MatchNode | undefined {
  const known = requires.get(definition);
  if (known !== undefined) return known ?? undefined;
  const built = buildImport(definition);
  requires.set(definition, built ?? null);
  return built;
}

function buildImport(definition: MatchNode): MatchNode | undefined {
  const body = definition.kids[1]!;
  if (body.tag !== "Variable" || body.kids[0] === none) return undefined;
  const value = body.kids[0]!;
  const name = definition.kids[0]!.kids[0]!;
  const isDestructured = name.text === "!MultiVarDef!" && value.tag === "Assign";
  const call = isDestructured ? value.kids[1]! : value;
  const module = call.tag === "Call" && call.kids[0]!.sub === "Require" ? call.kids[1] : undefined;
  if (module?.tag !== "Literal" || module.sub !== "string") return undefined;
  const { start, end } = definition;
  if (!isDestructured) return makeNode("ImportAs", start, end, [name], "file", module.text);
  if (value.kids[0]!.tag !== "Record") return undefined;
  const names = value.kids[0]!.kids.flatMap((field) => {
    if (field.tag !== "Definition" || field.kids[1]!.tag !== "FieldColon") return [];
    const local = field.kids[1]!.kids[0]!;
    const outer = field.kids[0]!.kids[0]!;
    return local.tag === "Name" ? [makeNode("ImportedName", field.start, field.end, [outer, local], "required", outer.text)] : [];
  });
  return makeNode("ImportFrom", start, end, names, "file", module.text);
}
