// Finds out what each name of a file refers to: imports, parameters, variables.

import type { NamingFacts } from "../dialects/dialect.ts";
import { declaredTypes, typeOfExpression } from "../match/match-types.ts";
import { type MatchNode, type Resolution, isStep, isTypeMember, makeNode, none } from "./match-node.ts";
import { namesIn, visitClass, visitDefinition, visitFunction } from "./visit-definitions.ts";

/** One thing that names can refer to. */
export interface NameBinding {
  readonly resolution: Resolution;
  /** How often it is given a value anywhere in the file. */
  writes: number;
  /** The value of its first assignment, where that is one expression. */
  firstValue: MatchNode | undefined;
  type: MatchNode | undefined;
  /** True where its first value stands in its declaration. */
  isDeclaredWithValue?: boolean;
}

/** The bindings of a file by the id in their resolution. */
export type BindingTable = readonly NameBinding[];

export interface Scope {
  readonly names: Map<string, NameBinding>;
  readonly parent: Scope | undefined;
  readonly kind: "module" | "function" | "block" | "class";
  readonly outer: Set<string>;
  /** Of a class: the declared types of its fields. */
  readonly fieldTypes: Map<string, MatchNode>;
}

export interface State {
  readonly facts: NamingFacts;
  /** The name of the type of each kind of literal. */
  readonly literalTypes: Readonly<Record<string, string>>;
  readonly table: NameBinding[];
  /** Modules of which everything has been imported so far. */
  readonly wildcards: string[];
}

/** Sets `resolution` on every name below `view`. */
export function resolveNames(view: MatchNode, facts: NamingFacts, literalTypes: State["literalTypes"]): BindingTable {
  const state: State = { facts, literalTypes, table: [], wildcards: [] };
  visitAll(state, view.kids, newScope("module", undefined));
  return state.table;
}

export function newScope(kind: Scope["kind"], parent: Scope | undefined): Scope {
  return { names: new Map(), parent, kind, outer: new Set(), fieldTypes: new Map() };
}

export function visitAll(state: State, nodes: readonly MatchNode[], scope: Scope): void {
  for (const node of nodes) visit(state, node, scope);
}

export function visit(state: State, node: MatchNode, scope: Scope): void {
  switch (node.tag) {
    case "Name":
      resolve(node, scope);
      if (state.wildcards.length > 0 && node.resolution?.path === undefined) node.wildcards = state.wildcards;
      return;
    case "ImportAll":
      state.wildcards.push(node.text);
      return;
    case "ImportFrom":
      return visitImportFrom(state, node, scope);
    case "ImportAs":
      return visitImportAs(state, node, scope);
    case "Definition":
      return visitDefinition(state, node, scope);
    case "Lambda":
      return visitFunction(state, node, scope);
    case "AnonymousClass":
      return visitClass(state, node, scope);
    case "Assign":
      visit(state, node.kids[1]!, scope);
      return visitTarget(state, node.kids[0]!, scope, node.kids[1]!);
    case "AssignOperator":
      visit(state, node.kids[1]!, scope);
      return visitTarget(state, node.kids[0]!, scope, undefined);
    case "Dot":
      visit(state, node.kids[0]!, scope);
      if (node.kids[1]!.tag === "Computed") visit(state, node.kids[1]!.kids[0]!, scope);
      else if (node.kids[0]!.tag === "Special") visitOwnField(state, node, scope);
      return;
    case "Block":
      // Blocks are no scopes: what one declares is seen behind it, as in the reference program.
      return visitAll(state, node.kids, scope);
    case "For":
      return visitFor(state, node, scope);
    case "Comprehension":
      return visitComprehension(state, node, scope);
    case "LetPattern":
      visit(state, node.kids[1]!, scope);
      return bindPattern(state, node.kids[0]!, scope);
    case "Handler":
      return visitHandler(state, node, scope);
    case "OtherDirective":
    case "Entity":
      return;
    case "Type":
      // The reference takes the members of a type for variables, which hide those around.
      if (isTypeMember(node)) declare(state, scope, { ...node.kids[0]!, tag: "Name" }, "local").writes = 2;
      return visitAll(state, node.kids, scope);
    case "Call":
      if (isStep(node)) countWrite(node.kids[1]!, scope);
      return visitAll(state, node.kids, scope);
    default:
      visitAll(state, node.kids, scope);
  }
}

/** `self.f` and `this.f` stand for the variable `f` where one can be seen, as the reference has it. */
function visitOwnField(state: State, node: MatchNode, scope: Scope): void {
  const field = node.kids[1]!;
  if (state.facts.hasBlockScopes) resolveField(node, scope);
  else if (/^(This|Self)$/.test(node.kids[0]!.sub)) field.resolution = lookUpName(scope, field.text)?.resolution;
}

/** `this.f`: a field of the class around, or else what the name alone would be. */
function resolveField(node: MatchNode, scope: Scope): NameBinding | undefined {
  const name = node.kids[1]!;
  const owner = classScope(scope);
  const own = owner?.names.get(name.text);
  const field = own?.resolution.kind === "member" ? own : lookUpName(scope, name.text);
  const binding = node.kids[0]!.sub === "This" ? field : undefined;
  const type = owner?.fieldTypes.get(name.text) ?? binding?.type;
  if (type !== undefined) {
    declaredTypes.set(node, type);
    declaredTypes.set(name, type);
  }
  if (binding !== undefined) name.resolution = binding.resolution;
  return binding;
}

function classScope(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.kind !== "class") at = at.parent;
  return at;
}

function resolve(node: MatchNode, scope: Scope): NameBinding | undefined {
  const binding = lookUpName(scope, node.text);
  if (binding === undefined) return undefined;
  node.resolution = binding.resolution;
  if (binding.type !== undefined) declaredTypes.set(node, binding.type);
  return binding;
}

export function lookUpName(scope: Scope, name: string): NameBinding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

export function declare(state: State, scope: Scope, node: MatchNode, kind: Resolution["kind"], path?: readonly string[]): NameBinding {
  const resolution: Resolution = { kind, id: state.table.length, ...(path === undefined ? {} : { path }) };
  const binding: NameBinding = { resolution, writes: 0, firstValue: undefined, type: undefined };
  state.table.push(binding);
  scope.names.set(node.text, binding);
  if (node !== none) node.resolution = resolution;
  return binding;
}

export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (at.kind === "block" && at.parent !== undefined) at = at.parent;
  return at;
}

function visitImportFrom(state: State, node: MatchNode, scope: Scope): void {
  const base = state.facts.modulePath(node.text);
  for (const name of node.kids) {
    const local = name.kids[1] ?? name.kids[0]!;
    const owner = moduleScope(scope);
    if (name.sub === "default") declare(state, owner, local, "global").writes = 2;
    else declare(state, owner, local, "imported-entity", [...base, name.text]).writes = 1;
  }
}

function visitImportAs(state: State, node: MatchNode, scope: Scope): void {
  const alias = node.kids[0]!;
  if (alias !== none) declare(state, moduleScope(scope), alias, "imported-module", state.facts.modulePath(node.text)).writes = 1;
}

export function kindIn(scope: Scope): Resolution["kind"] {
  const owner = functionScope(scope);
  return owner.kind === "module" ? "global" : owner.kind === "class" ? "member" : "local";
}

export function write(binding: NameBinding, value: MatchNode | undefined): void {
  if (binding.writes === 0) binding.firstValue = value;
  binding.writes += 1;
}

function countWrite(node: MatchNode, scope: Scope): void {
  if (node.tag !== "Name") return;
  const binding = lookUpName(scope, node.text);
  if (binding !== undefined) write(binding, undefined);
}

function visitTarget(state: State, target: MatchNode, scope: Scope, value: MatchNode | undefined): void {
  if (target.tag === "Name") {
    const binding = assignedBinding(state, target, scope);
    if (binding === undefined) return;
    target.resolution = binding.resolution;
    const isFirst = binding.writes === 0;
    write(binding, value);
    if (isFirst) binding.type ??= value === undefined ? undefined : typeOfValue(state, value);
    return;
  }
  if (target.tag === "Container" || target.tag === "Record") {
    for (const { node } of namesIn(target)) visitTarget(state, node, scope, undefined);
    return;
  }
  visit(state, target, scope);
  if (target.tag === "Dot" && state.facts.hasBlockScopes && target.kids[0]!.sub === "This" && target.kids[1]!.tag === "Name") {
    const field = resolveField(target, scope);
    if (field !== undefined) write(field, value);
  }
}

/** The type that a variable has from its first value: a literal, a `new` or another variable. */
export function typeOfValue(state: State, value: MatchNode): MatchNode | undefined {
  if (value.tag === "Dot" || value.tag === "Cast") return undefined;
  const name = value.tag === "Literal" ? state.literalTypes[value.sub] : undefined;
  return name === undefined ? typeOfExpression(value) : makeNode("Type", value.start, value.end, undefined, "name", name);
}

/** The binding that an assignment to a plain name writes; makes one where the language does. */
function assignedBinding(state: State, target: MatchNode, scope: Scope): NameBinding | undefined {
  const owner = functionScope(scope);
  // What is assigned without a declaration is a variable of the program from there on.
  if (!state.facts.assignmentBinds) return lookUpName(scope, target.text) ?? declare(state, moduleScope(scope), target, "global");
  if (owner.kind === "class") return undefined;
  if (owner.outer.has(target.text)) return lookUpName(owner.parent ?? owner, target.text);
  return owner.names.get(target.text) ?? declare(state, owner, target, kindIn(scope));
}

function moduleScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined) at = at.parent;
  return at;
}

function bindPattern(state: State, pattern: MatchNode, scope: Scope, isNew = false): void {
  if (pattern.tag === "PatternName" || pattern.tag === "Name") {
    const owner = functionScope(scope);
    const known = isNew ? undefined : owner.names.get(pattern.text);
    const binding = known ?? declare(state, owner, pattern, kindIn(scope));
    pattern.resolution = binding.resolution;
    write(binding, undefined);
    return;
  }
  for (const kid of pattern.kids) bindPattern(state, kid, scope, isNew);
}

function visitFor(state: State, node: MatchNode, scope: Scope): void {
  const header = node.kids[0]!;
  if (header.tag === "ForEach") {
    visit(state, header.kids[1]!, scope);
    bindPattern(state, header.kids[0]!, scope, true);
  } else visitAll(state, header.kids, scope);
  visit(state, node.kids[1]!, scope);
}

function visitComprehension(state: State, node: MatchNode, scope: Scope): void {
  const inner = newScope("block", scope);
  for (const clause of node.kids.slice(1)) {
    if (clause.tag === "ComprehensionFor") {
      visit(state, clause.kids[1]!, inner);
      declarePattern(state, clause.kids[0]!, inner);
    } else visitAll(state, clause.kids, inner);
  }
  visit(state, node.kids[0]!, inner);
}

function declarePattern(state: State, pattern: MatchNode, scope: Scope): void {
  if (pattern.tag === "PatternName" || pattern.tag === "Name") {
    declare(state, scope, pattern, "local").writes = 2;
    return;
  }
  for (const kid of pattern.kids) declarePattern(state, kid, scope);
}

function visitHandler(state: State, node: MatchNode, scope: Scope): void {
  const caught = node.kids[0]!;
  const inner = state.facts.hasBlockScopes ? newScope("block", scope) : scope;
  if (caught.tag === "CatchPattern") bindPattern(state, caught.kids[0]!, inner);
  else {
    visit(state, caught.kids[0]!, scope);
    if (caught.kids[1] !== none) declare(state, inner, caught.kids[1]!, "parameter").writes = 2;
  }
  visit(state, node.kids[1]!, inner);
}
