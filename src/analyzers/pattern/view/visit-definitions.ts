// Names of definitions: variables, functions with their parameters, classes.

import { typeOfExpression } from "../match/match-types.ts";
import { type MatchNode, none } from "./match-node.ts";
import { type Scope, functionScope, kindIn, lookUpName, newScope } from "./name-scopes.ts";
import { type State, declare, typeOfValue, visit, visitAll, write } from "./resolve-names.ts";

export function visitDefinition(state: State, node: MatchNode, scope: Scope): void {
  const [entity, body] = [node.kids[0]!, node.kids[1]!];
  const name = entity.kids[0]!;
  for (const attribute of entity.kids[1]!.kids) visitAll(state, attribute.kids, scope);
  if (name.tag === "Computed") visitAll(state, name.kids, scope);
  switch (body.tag) {
    case "Function":
      if (body.sub !== "Method" && name.tag === "Name" && scope.kind !== "class") declareFunction(state, scope, name);
      return visitFunction(state, body, scope);
    case "Class":
      if (name.tag === "Name") declare(state, scope, name, kindIn(scope)).writes = 1;
      return visitClass(state, body, scope, entity.kids[1]!.kids.some(isInjected));
    case "Variable":
      return visitVariable(state, node, scope);
    case "OtherDefinition":
      if (body.sub === "UseOuter") useOuter(name, scope);
      return visitAll(state, body.kids, scope);
    default:
      return visitAll(state, body.kids, scope);
  }
}

/** `global x`: the names of the function that are spelt so are the one outside. */
function useOuter(name: MatchNode, scope: Scope): void {
  const owner = functionScope(scope);
  owner.outer.add(name.text);
  if (owner.parent !== undefined) name.resolution = lookUpName(owner.parent, name.text)?.resolution;
}

/** A function does not hide an import of its name. */
function declareFunction(state: State, scope: Scope, name: MatchNode): void {
  const owner = functionScope(scope);
  if (owner.names.get(name.text)?.resolution.path === undefined) declare(state, owner, name, kindIn(scope)).writes = 1;
}

function visitVariable(state: State, node: MatchNode, scope: Scope): void {
  const [entity, body] = [node.kids[0]!, node.kids[1]!];
  const name = entity.kids[0]!;
  const value = body.kids[0]!;
  if (value !== none && name.text !== "!MultiVarDef!") visit(state, value, scope);
  if (body.kids[1] !== none) visit(state, body.kids[1]!, scope);
  if (name.text === "!MultiVarDef!") return visitDestructured(state, value, scope);
  if (name.tag !== "Name") return;
  if (scope.kind === "class") {
    declareField(state, scope, name, value);
    return;
  }
  const module = requiredModule(state, value);
  const isVar = entity.kids[1]!.kids.some((attribute) => attribute.sub === "Var") || !state.facts.hasBlockScopes;
  const owner = isVar ? functionScope(scope) : scope;
  const known = owner.names.get(name.text);
  if (module !== undefined) {
    declare(state, owner, name, "imported-module", module).writes = 1;
    return;
  }
  const binding = known !== undefined && isVar && known.resolution.kind !== "parameter" ? known : declare(state, owner, name, kindIn(scope));
  name.resolution = binding.resolution;
  const isParameter = known?.resolution.kind === "parameter";
  if (value !== none && binding.writes === 0) binding.isDeclaredWithValue = state.facts.hasBlockScopes;
  if (value !== none || isParameter) write(binding, value === none ? undefined : value);
  binding.type = body.kids[1] !== none ? body.kids[1]! : value === none ? undefined : typeOfValue(state, value);
}

/** A field is a name of its class; only where the language has block scopes is it followed. */
function declareField(state: State, scope: Scope, name: MatchNode, value: MatchNode): void {
  const binding = declare(state, scope, name, "member");
  if (!state.facts.hasBlockScopes) binding.writes = 2;
  else if (value !== none) write(binding, value);
}

/** `require("m")` and what hangs on it: the path of the module, or undefined. */
function requiredModule(state: State, value: MatchNode): readonly string[] | undefined {
  const argument = value.tag === "Call" && state.facts.importCalls.has(value.kids[0]!.sub) ? value.kids[1] : undefined;
  return argument?.tag === "Literal" && argument.sub === "string" ? [argument.text] : undefined;
}

function visitDestructured(state: State, assign: MatchNode, scope: Scope): void {
  if (assign.tag !== "Assign") return visit(state, assign, scope);
  const [target, value] = [assign.kids[0]!, assign.kids[1]!];
  visit(state, value, scope);
  const module = requiredModule(state, value);
  for (const { node, key } of namesIn(target)) {
    const path = module !== undefined && key !== undefined ? [...module, key] : undefined;
    const binding = declare(state, scope, node, path === undefined ? kindIn(scope) : "imported-entity", path);
    binding.writes += 1;
  }
  if (value.tag === "Cast") visit(state, value.kids[0]!, scope);
}

/** The names that a destructuring target binds, with the key where it is one level deep in an object. */
export function namesIn(target: MatchNode, key?: string): { node: MatchNode; key: string | undefined }[] {
  if (target.tag === "Name" || target.tag === "PatternName") return [{ node: target, key }];
  if (target.tag === "Definition") {
    const name = target.kids[0]!.kids[0]!;
    const value = target.kids[1]!.kids[0]!;
    if (value.tag === "Name") return [{ node: value, key: name.tag === "Name" ? name.text : undefined }];
    return namesIn(value).map(({ node }) => ({ node, key: undefined }));
  }
  if (target.tag === "LetPattern") return namesIn(target.kids[0]!, target.kids[0]!.text);
  if (target.tag === "ExpressionStatement" && target.kids[0]!.tag === "LetPattern") return namesIn(target.kids[0]!);
  if (target.tag === "Dot" || target.tag === "Index") return [];
  return target.kids.flatMap((kid) => namesIn(kid));
}

export function visitFunction(state: State, node: MatchNode, scope: Scope): void {
  const inner = newScope("function", scope);
  for (const parameter of node.kids[0]!.kids) {
    if (parameter.tag === "PatternParameter") {
      for (const { node: name } of namesIn(parameter.kids[0]!)) declare(state, inner, name, "parameter").writes = 2;
      continue;
    }
    if (parameter.kids[0] !== undefined && parameter.kids[0] !== none) visit(state, parameter.kids[0], scope);
    for (const attribute of parameter.kids[2]?.kids ?? []) visitAll(state, attribute.kids, scope);
    const name = parameter.kids[3];
    if (name === undefined) continue;
    const binding = declare(state, inner, name, "parameter");
    binding.writes = 2;
    binding.type = parameter.kids[1] === none ? undefined : parameter.kids[1];
  }
  for (const type of [...node.kids[0]!.kids, node].map(({ kids }) => kids[1])) if (type !== undefined && type !== none) visit(state, type, inner);
  const body = node.kids[2]!;
  if (body.tag === "Block") visitAll(state, body.kids, inner);
  else visit(state, body, inner);
}

export function visitClass(state: State, node: MatchNode, scope: Scope, injects = false): void {
  visitAll(state, node.kids[0]!.kids, scope);
  visitAll(state, node.kids[1]!.kids, scope);
  const inner = newScope("class", scope);
  const members = node.kids[2]!.kids;
  if (injects) for (const member of members) declareInjected(state, member, inner);
  for (const member of members) collectFieldType(member, inner.fieldTypes);
  visitAll(state, members, inner);
}

/** Angular's decorators of classes whose constructors are handed what they ask for. */
function isInjected(attribute: MatchNode): boolean {
  const name = attribute.tag === "NamedAttribute" ? attribute.kids[0]! : none;
  return name.tag === "Name" && (name.text === "Component" || name.text === "Injectable");
}

/** The parameters of such a constructor are known in the whole class. */
function declareInjected(state: State, member: MatchNode, scope: Scope): void {
  const [entity, body] = [member.kids[0], member.kids[1]];
  if (!state.facts.hasBlockScopes || member.tag !== "Definition" || body!.tag !== "Function" || entity!.kids[0]!.text !== "constructor") return;
  for (const parameter of body!.kids[0]!.kids) {
    const name = parameter.kids[3];
    if (parameter.tag !== "Parameter" || name === undefined) continue;
    const binding = declare(state, scope, { ...name }, "parameter");
    binding.writes = 2;
    binding.type = parameter.kids[1] === none ? undefined : parameter.kids[1];
  }
}

/** The declared type of a field, or that of its value. */
function collectFieldType(member: MatchNode, types: Map<string, MatchNode>): void {
  if (member.tag !== "Definition" || member.kids[1]!.tag !== "Variable") return;
  const body = member.kids[1]!;
  const type = body.kids[1] !== none ? body.kids[1] : typeOfExpression(body.kids[0]!);
  if (type !== undefined) types.set(member.kids[0]!.kids[0]!.text, type);
}
