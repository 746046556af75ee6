// Finds out what each name of a file refers to: imports, parameters, variables.

import type { NamingFacts } from "../dialects/dialect.ts";
import { declaredTypes, typeOfExpression } from "../match/match-types.ts";
import { type MatchNode, type Resolution, changed, isStep, isTypeMember, makeNode, none } from "./match-node.ts";
import { type BindingTable, type NameBinding, type Scope, classScope, functionScope, kindIn, lookUpName, moduleScope, newScope } from "./name-scopes.ts";
import { namesIn, visitClass, visitDefinition, visitFunction } from "./visit-definitions.ts";

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
      else if (state.facts.hasBlockScopes) setType(node, typeByName(scope, node.kids[1]!.text));
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
      if (isTypeMember(node)) declare(state, scope, changed(node.kids[0]!, { tag: "Name" }), "local").writes = 2;
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
  setType(node, owner?.fieldTypes.get(name.text) ?? binding?.type);
  if (binding !== undefined) name.resolution = binding.resolution;
  return binding;
}

/** A member is of the type that its name alone would have here, whatever the object, as the reference has it. */
function typeByName(scope: Scope, name: string): MatchNode | undefined {
  return classScope(scope)?.fieldTypes.get(name) ?? lookUpName(scope, name)?.type;
}

function setType(member: MatchNode, type: MatchNode | undefined): void {
  if (type === undefined) return;
  declaredTypes.set(member, type);
  declaredTypes.set(member.kids[1]!, type);
}

function resolve(node: MatchNode, scope: Scope): NameBinding | undefined {
  const binding = lookUpName(scope, node.text);
  const type = binding?.type ?? classScope(scope)?.fieldTypes.get(node.text);
  if (type !== undefined) declaredTypes.set(node, type);
  if (binding !== undefined) node.resolution = binding.resolution;
  return binding;
}

export function declare(state: State, scope: Scope, node: MatchNode, kind: Resolution["kind"], path?: readonly string[]): NameBinding {
  const resolution: Resolution = { kind, id: state.table.length, ...(path === undefined ? {} : { path }) };
  const binding: NameBinding = { resolution, writes: 0, firstValue: undefined, type: undefined };
  state.table.push(binding);
  scope.names.set(node.text, binding);
  if (node !== none) node.resolution = resolution;
  return binding;
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
