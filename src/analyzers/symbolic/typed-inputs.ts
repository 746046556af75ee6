// What a framework makes of a client's input by the types that a Python function declares for it: a number, one of several words, an object, or an error.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { runFunction } from "./definitions.ts";
import { isEnumeration, membersOfEnumeration, pickMember } from "./enums.ts";
import { evaluate } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import { instantiate } from "./instances.ts";
import { type Machine, SimulatedError } from "./machine.ts";
import { isModel, makeModel } from "./models.ts";
import { type FunctionValue, type Value, known, list, nothing, text, unknown } from "./values.ts";

const readsTypes = /\b(?:fastapi|ninja|litestar|starlite|typer|blacksheep|robyn|click)\b/;
const answersRequests = /[.@](?:get|post|put|patch|delete|head|options|api_route|websocket|route|command|callback)\s*\(/;

/** True for a function whose parameters a framework makes by their types. */
export function isTyped({ unit: { tree }, node }: FunctionValue): boolean {
  return readsTypes.test(tree.text) && childrenOf(tree, node, Role.Decorator).some((decorator) => answersRequests.test(textOf(tree, decorator)));
}

/** What a typed function is given in place of what was sent. Throws `SimulatedError` where a framework refuses it. */
export function conformAll(machine: Machine, callee: FunctionValue, sent: readonly Value[]): Value[] {
  const { unit, scope, node } = callee;
  const frame: Frame = { machine, unit, scope, self: undefined, callee: undefined, yielded: undefined };
  return childrenOf(unit.tree, node, Role.Parameter).map((parameter, index) => {
    const option = optionOf(callee, nameOf(unit.tree, parameter));
    return option === noNode ? conformDeclared(frame, parameter, sent[index] ?? nothing) : conformOption(frame, option, sent[index] ?? nothing);
  });
}

/** The decorator of a command that declares a parameter: `@click.option("--sort-by", …)`. */
function optionOf({ unit: { tree }, node }: FunctionValue, name: string): NodeId {
  const calls = childrenOf(tree, node, Role.Decorator).map((decorator) => childOf(tree, decorator, Role.Expression)).filter((call) => tree.kind[call] === Kind.Call && /(?:^|\.)(?:option|argument)$/.test(textOf(tree, childOf(tree, call, Role.Callee))));
  const isOf = (call: NodeId): boolean => childrenOf(tree, call, Role.Argument).some((part) => tree.kind[part] === Kind.String && nameOf(tree, part).replace(/^-+/, "").replaceAll("-", "_") === name);
  return calls.find(isOf) ?? noNode;
}

/** A value by an option's type; where none is named, by that of its standard value. */
function conformOption(frame: Frame, option: NodeId, value: Value): Value {
  const { tree } = frame.unit;
  const part = (wanted: string): NodeId => childrenOf(tree, option, Role.Argument).filter((one) => tree.kind[one] === Kind.KeywordArgument && nameOf(tree, one) === wanted).map((one) => childOf(tree, one, Role.Value))[0] ?? noNode;
  const [type, standard] = [part("type"), part("default")];
  if (type !== noNode) return conform(frame, type, value);
  return standard !== noNode && tree.kind[standard] === Kind.Number ? conformTo(frame, { type: "reference", name: "int" }, value) : value;
}

/** A value by the type and the standard value of a parameter or field. */
function conformDeclared(frame: Frame, declared: NodeId, value: Value): Value {
  const { tree } = frame.unit;
  const standard = childOf(tree, declared, tree.kind[declared] === Kind.Parameter ? Role.Default : Role.Value);
  const type = childOf(tree, declared, Role.Type);
  // What nobody sends is what is declared for that.
  const unsaid = frame.machine.isHarmless && frame.machine.isFree(value) ? constantOf(frame, standard) : undefined;
  if (unsaid !== undefined) return unsaid;
  const checked = applyMark(frame, standard, value);
  return type === noNode || checked !== value ? checked : conform(frame, type, checked);
}

/** A text or number that stands there as such, or as the first argument of a mark: `Query("name")`. */
function constantOf(frame: Frame, node: NodeId): Value | undefined {
  const { tree } = frame.unit;
  if (node === noNode) return undefined;
  if (tree.kind[node] === Kind.String || tree.kind[node] === Kind.Number) return evaluate(frame, node);
  const [first = noNode] = tree.kind[node] === Kind.Call ? childrenOf(tree, node, Role.Argument) : [];
  return first !== noNode && (tree.kind[first] === Kind.String || tree.kind[first] === Kind.Number) ? evaluate(frame, first) : undefined;
}

const numbers: ReadonlyMap<string, string> = new Map([
  ...["int", "PositiveInt", "NonNegativeInt", "NegativeInt", "StrictInt", "conint", "INT", "IntRange"].map((name) => [name, "int"] as const),
  ...["float", "PositiveFloat", "NonNegativeFloat", "confloat", "FLOAT", "FloatRange"].map((name) => [name, "float"] as const),
  ...["Decimal", "condecimal"].map((name) => [name, "decimal.Decimal"] as const),
  ...["UUID", "UUID1", "UUID3", "UUID4", "UUID5"].map((name) => [name, "uuid.UUID"] as const),
  ["date", "datetime.date.fromisoformat"],
  ["datetime", "datetime.datetime.fromisoformat"],
  ...["IPv4Address", "IPv6Address", "IPvAnyAddress"].map((name) => [name, "ipaddress.ip_address"] as const),
]);

const yesOrNo = /^(?:true|false|1|0|on|off|yes|no|t|f|y|n)$/i;

function conform(frame: Frame, type: NodeId, value: Value): Value {
  const { tree } = frame.unit;
  switch (tree.kind[type]) {
    case Kind.String:
      return conformTo(frame, frame.scope.get(nameOf(tree, type)), value);
    case Kind.Name:
    case Kind.Attribute:
      return conformTo(frame, evaluate(frame, type), value);
    case Kind.Binary:
      return conformToOne(frame, [childOf(tree, type, Role.Left), childOf(tree, type, Role.Right)], value);
    case Kind.Subscript:
      return conformToSubscript(frame, type, value);
    case Kind.Call:
      return applyMark(frame, type, conform(frame, childOf(tree, type, Role.Callee), value));
    default:
      return value;
  }
}

function conformTo(frame: Frame, type: Value | undefined, value: Value): Value {
  const { machine } = frame;
  if (type?.type === "class") {
    if (isEnumeration(type)) return machine.isFree(value) ? (membersOfEnumeration(type)[0] ?? unknown(type.name)) : pickMember(machine, type, value, "value");
    return isModel(type) && value.type === "outside" ? makeModel(frame, type, value.path, conformDeclared) : value;
  }
  if (type?.type !== "reference") return value;
  const name = type.name.slice(type.name.lastIndexOf(".") + 1);
  const made = numbers.get(name);
  if (made !== undefined) return frame.unit.dialect.functions.get(made)?.(machine, { positional: [value], named: new Map() }) ?? value;
  if (name !== "bool") return value;
  if (!machine.isFree(value) && !yesOrNo.test(known(machine.toText(value)) ?? "true")) throw refused();
  return unknown("bool");
}

/** The error by which a framework turns a request away. */
function refused(): SimulatedError {
  return new SimulatedError(unknown("ValueError"));
}

/** One type among several; where any text will do, it is left as it is. */
function conformToOne(frame: Frame, types: readonly NodeId[], value: Value): Value {
  const { tree } = frame.unit;
  const real = types.filter((type) => tree.kind[type] !== Kind.Null);
  const isAny = real.some((type) => /^(?:str|bytes|Any|object)$/.test(textOf(tree, type)));
  return isAny || real.length !== 1 ? value : conform(frame, real[0]!, value);
}

function conformToSubscript(frame: Frame, type: NodeId, value: Value): Value {
  const { tree } = frame.unit;
  const [first = noNode, ...more] = childrenOf(tree, type, Role.Index);
  const name = textOf(tree, childOf(tree, type, Role.Object)).replace(/^.*\./, "");
  if (name === "Literal") return choose(frame.machine, [first, ...more].map((one) => known(evaluate(frame, one))), value);
  if (name === "Optional") return conform(frame, first, value);
  if (name === "Union") return conformToOne(frame, [first, ...more], value);
  if (name === "Annotated") return more.reduce((checked, mark) => applyMark(frame, mark, checked), conform(frame, first, value));
  if (!/^(?:list|List|set|Set|frozenset|tuple|Tuple|Sequence|Iterable|conlist)$/.test(name) || value.type !== "outside") return value;
  const item: Value = { type: "outside", path: `${value.path}[]` };
  const conformed = conform(frame, first, item);
  return conformed === item ? value : list([conformed], "list", true);
}

/** One of the words that a type names. */
function choose(machine: Machine, words: readonly (string | undefined)[], value: Value): Value {
  if (words.includes(undefined) || words.length === 0) return value;
  for (const word of words) machine.comparedWith.add(word!);
  const whole = machine.isFree(value) ? words[0] : known(machine.toText(value));
  if (!words.includes(whole)) throw refused();
  return text(whole!);
}

/** What a mark beside a type asks of the value: `Query(pattern=…)`, `Field(max_length=…)`, `AfterValidator(check)`, `Depends(make)`. */
function applyMark(frame: Frame, mark: NodeId, value: Value): Value {
  const { tree } = frame.unit;
  if (mark === noNode || tree.kind[mark] !== Kind.Call) return value;
  const name = textOf(tree, childOf(tree, mark, Role.Callee)).replace(/^.*\./, "");
  const parts = childrenOf(tree, mark, Role.Argument);
  const option = (wanted: string): Value | undefined => parts.filter((part) => tree.kind[part] === Kind.KeywordArgument && nameOf(tree, part) === wanted).map((part) => evaluate(frame, childOf(tree, part, Role.Value)))[0];
  const [first] = parts.filter((part) => tree.kind[part] !== Kind.KeywordArgument);
  if (name === "Depends") return first === undefined ? value : makeDependency(frame, evaluate(frame, first), value);
  if (/^(?:After|Before|Plain)Validator$/.test(name)) {
    const check = first === undefined ? undefined : evaluate(frame, first);
    return check?.type === "function" ? runFunction(frame.machine, check, { positional: [value], named: new Map() }, check.self) : value;
  }
  if (name === "Choice") return first === undefined ? value : chooseItem(frame.machine, evaluate(frame, first), value);
  if (!/^(?:Query|Path|Form|Header|Cookie|Body|Field|Param|constr|StringConstraints|Option|Argument)$/.test(name)) return value;
  const isOld = option("regex") !== undefined;
  fit(frame, { pattern: option("pattern") ?? option("regex"), most: option("max_length"), isOld }, value);
  return value;
}

function chooseItem(machine: Machine, words: Value, value: Value): Value {
  return words.type === "list" && !words.isOpen ? choose(machine, words.items.map((item) => known(item)), value) : value;
}

interface Limits {
  readonly pattern: Value | undefined;
  readonly most: Value | undefined;
  /** True for the earlier option, which matches from the beginning on. */
  readonly isOld: boolean;
}

function fit({ machine, unit }: Frame, { pattern, most, isOld }: Limits, value: Value): void {
  if (most?.type === "number" && !machine.isFree(value) && (known(machine.toText(value))?.length ?? 0) > most.value) throw refused();
  if (pattern === undefined) return;
  const found = unit.dialect.functions.get(isOld ? "re.match" : "re.search")?.(machine, { positional: [pattern, value], named: new Map() });
  if (found?.type === "nothing" && !machine.isFree(value)) throw refused();
}

/** What a function that a parameter names is run for; its own parameters come from the client as well. */
function makeDependency(frame: Frame, maker: Value, value: Value): Value {
  if (value.type !== "outside") return value;
  if (maker.type === "class") {
    const constructor = maker.members.get("__init__");
    if (constructor?.type !== "function") return isModel(maker) ? makeModel(frame, maker, value.path, conformDeclared) : value;
    return instantiate(frame, maker, { positional: ofClient(frame.machine, constructor).slice(1), named: new Map() });
  }
  if (maker.type !== "function") return value;
  const made = runFunction(frame.machine, maker, { positional: ofClient(frame.machine, maker), named: new Map() }, maker.self);
  const [first] = made.type === "list" && made.isOpen ? made.items : [made];
  return first === undefined || first.type === "nothing" ? value : first;
}

function ofClient(machine: Machine, callee: FunctionValue): Value[] {
  const { tree } = callee.unit;
  return conformAll(machine, callee, childrenOf(tree, callee.node, Role.Parameter).map((parameter) => ({ type: "outside", path: nameOf(tree, parameter) })));
}
