// Resolves imports and exports of a simulated program: files of the project are loaded, all else is a reference.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { Flag } from "../../syntax/flags.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../syntax/tree.ts";
import { evaluate, named } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import type { Scope } from "./scope.ts";
import { execute } from "./statements.ts";
import { type Value, carries, dict, known, reference } from "./values.ts";

/** `import a.b as c`. */
export function importModule(frame: Frame, node: NodeId): void {
  const { tree } = frame.unit;
  for (const item of childrenOf(tree, node, Role.Item)) {
    const path = nameOf(tree, item);
    const alias = childOf(tree, item, Role.Local);
    const module = frame.machine.loadModule(path, frame.unit);
    if (alias !== noNode) frame.scope.declare(nameOf(tree, alias), module === undefined ? reference(path) : moduleObject(module));
    else if (module !== undefined && !path.includes(".")) frame.scope.declare(path, moduleObject(module));
    else frame.scope.declare(path.split(".")[0] ?? path, reference(path.split(".")[0] ?? path));
  }
}

/** `from m import a as b`, `import a, { b as c } from "m"`. */
export function importNames(frame: Frame, node: NodeId): void {
  const { tree } = frame.unit;
  if (hasFlag(tree, node, Flag.TypeOnly)) return;
  const specifier = nameOf(tree, node);
  const module = frame.machine.loadModule(specifier, frame.unit);
  if (hasFlag(tree, node, Flag.Wildcard) && module !== undefined) for (const [name, value] of module.entries()) frame.scope.declare(name, value);
  for (const item of childrenOf(tree, node, Role.Item)) {
    const imported = nameOf(tree, item);
    const local = childOf(tree, item, Role.Local);
    const name = local === noNode ? imported : nameOf(tree, local);
    frame.scope.declare(name, module === undefined ? externalName(frame, specifier, imported) : exported(frame, module, imported, specifier));
  }
}

/** A name of something that is no file of the project, or a module in a folder that is no module itself. */
function externalName(frame: Frame, specifier: string, imported: string): Value {
  const full = frame.unit.dialect.packageName(specifier);
  if (imported === "default" || imported === "*") return reference(full);
  return moduleWithin(frame, specifier, imported) ?? named(frame, `${full}.${imported}`);
}

function moduleWithin(frame: Frame, specifier: string, name: string): Value | undefined {
  const inner = frame.machine.loadModule(`${specifier.replace(/\.$/, "")}.${name}`, frame.unit);
  return inner === undefined ? undefined : moduleObject(inner);
}

function exported(frame: Frame, module: Scope, name: string, specifier: string): Value {
  if (name === "*") return moduleObject(module);
  if (name === "default") return module.get("export default") ?? module.get("module.exports") ?? moduleObject(module);
  const direct = module.get(`exports.${name}`) ?? module.get(name);
  if (direct !== undefined) return direct;
  const whole = module.get("module.exports");
  if (whole?.type === "dict") return whole.entries.get(name) ?? reference(`${specifier}.${name}`);
  return moduleWithin(frame, specifier, name) ?? reference(`${specifier}.${name}`);
}

/** What `require` gives of a module of the project. */
export function required(module: Scope): Value {
  const whole = module.get("module.exports");
  if (whole !== undefined) return whole;
  return module.get("export default") ?? moduleObject(module);
}

/** What `import()` gives of a module of the project; undefined where it is none, or not known which. */
export function loaded(frame: Frame, source: Value): Value | undefined {
  const specifier = known(source);
  const module = specifier === undefined || carries(source) ? undefined : frame.machine.loadModule(specifier, frame.unit);
  if (module === undefined) return undefined;
  const whole = moduleObject(module);
  const standard = module.get("export default") ?? module.get("module.exports");
  if (whole.type === "dict" && standard !== undefined) whole.entries.set("default", standard);
  return whole;
}

/** A module as an object with what it holds; properties set on `exports` count by their own names. */
export function moduleObject(module: Scope): Value {
  return dict([...module.entries()].map(([name, value]) => [name.replace(/^exports\./, ""), value] as const), true);
}

/** `export`: what is declared is declared; the default export gets a name of its own. */
export function exportFrom(frame: Frame, node: NodeId): void {
  const { tree } = frame.unit;
  const declaration = childOf(tree, node, Role.Declaration);
  const value = childOf(tree, node, Role.Value);
  if (declaration !== noNode) {
    execute(frame, declaration);
    if (hasFlag(tree, node, Flag.Default)) frame.scope.declare("export default", frame.scope.get(nameOf(tree, declaration)) ?? reference("default"));
  }
  if (value !== noNode) {
    const isDeclared = tree.kind[value] === Kind.FunctionDeclaration || tree.kind[value] === Kind.ClassDeclaration;
    const made = evaluate(frame, value);
    if (isDeclared && nameOf(tree, value) !== "") frame.scope.declare(nameOf(tree, value), made);
    frame.scope.declare("export default", made);
  }
}
