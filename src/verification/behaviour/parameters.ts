// Reads how a function is called: its parameters, and of what type each is as far as the text says.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";

/** What a value is in every language at hand. */
export type ValueType = "text" | "whole" | "number" | "boolean" | "list" | "object" | "any";

export interface ParameterShape {
  /** As the program reads it: `name`, `request.args.name`. */
  readonly path: string;
  readonly type: ValueType;
  /** Of a list's items. */
  readonly itemType: ValueType;
}

/** The parameters of a function that plain values can be given to. */
export function parametersOf(tree: SyntaxTree, callee: NodeId): ParameterShape[] {
  return childrenOf(tree, callee, Role.Parameter).flatMap((parameter, place) => {
    const target = childOf(tree, parameter, Role.Target);
    // A bare `*` or `/` between parameters has no name at all.
    const name = nameOf(tree, parameter) || (target === noNode ? "" : nameOf(tree, target));
    const isPlain = name !== "" && !hasFlag(tree, parameter, Flag.Rest | Flag.KeywordRest);
    if (!isPlain || (place === 0 && /^(?:self|cls)$/.test(name)) || given.test(name)) return [];
    return [{ path: name, ...typeOf(tree, parameter) }];
  });
}

/** Parameters that a framework or a double fills. */
const given = /^_?(?:req|request|res|response|reply|ctx|context|next|cb|callback|done|cur(?:sor)?|conn(?:ection)?|db|database|session|engine|pool|client|logger|app)$/i;

function typeOf(tree: SyntaxTree, parameter: NodeId): Pick<ParameterShape, "type" | "itemType"> {
  const target = childOf(tree, parameter, Role.Target);
  const annotation = [childOf(tree, parameter, Role.Type), target === noNode ? noNode : childOf(tree, target, Role.Type)].find((node) => node !== noNode);
  const written = annotation === undefined ? "" : textOf(tree, annotation).replace(/^\s*:\s*/, "").replaceAll(/["'\s]/g, "");
  const [type, itemType] = written === "" ? [ofDefault(tree, parameter), "any" as const] : ofText(written);
  return { type, itemType };
}

const typesByPattern: readonly (readonly [RegExp, ValueType])[] = [
  [/^(?:str|string|String|LiteralString|AnyStr)$/, "text"],
  [/^int$/, "whole"],
  [/^(?:float|number|Number|Decimal|bigint)$/, "number"],
  [/^(?:bool|boolean|Boolean)$/, "boolean"],
  [/^(?:(?:typing\.)?(?:list|List|Sequence|Iterable|tuple|Tuple|set|Set|Collection)\b.*|.*\[\]|(?:Readonly)?Array<.*>)$/, "list"],
  [/^(?:(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping)\b.*|Record<.*>|object|\{.*\})$/, "object"],
];

function ofText(written: string): [ValueType, ValueType] {
  const plain = written.replace(/^(?:typing\.)?Optional\[(.*)\]$/, "$1").split(/\|(?![^<[]*[>\]])/).find((part) => !/^(?:None|null|undefined)$/.test(part)) ?? "";
  const type = typesByPattern.find(([pattern]) => pattern.test(plain))?.[1] ?? "any";
  const item = /^[\w.]+[[<](?:readonly)?(\w+)/.exec(plain)?.[1] ?? /^(?:readonly)?(\w+)\[\]$/.exec(plain)?.[1] ?? "";
  return [type, typesByPattern.find(([pattern]) => pattern.test(item))?.[1] ?? "any"];
}

function ofDefault(tree: SyntaxTree, parameter: NodeId): ValueType {
  const node = childOf(tree, parameter, Role.Default);
  if (node === noNode) return "any";
  const kind = tree.kind[node];
  if (kind === Kind.String) return "text";
  if (kind === Kind.Boolean) return "boolean";
  if (kind === Kind.Number) return hasFlag(tree, node, Flag.Float) ? "number" : "whole";
  return kind === Kind.List ? "list" : kind === Kind.Dictionary ? "object" : "any";
}
