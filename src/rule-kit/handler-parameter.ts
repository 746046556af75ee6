// Tells whether a parameter is filled by a web framework with what a caller sent.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, noNode, textOf } from "../syntax/tree.ts";

/** Decorators that put a part of the request into a parameter (NestJS, routing-controllers, tsoa). */
const places: ReadonlyMap<string, string> = new Map([
  ["Query", "query string"],
  ["QueryParam", "query string"],
  ["QueryParams", "query string"],
  ["Param", "request parameters"],
  ["Params", "request parameters"],
  ["Path", "request parameters"],
  ["Body", "request body"],
  ["BodyParam", "request body"],
  ["Headers", "request header"],
  ["HeaderParam", "request header"],
  ["UploadedFile", "uploaded file"],
  ["UploadedFiles", "uploaded file"],
]);
/** `@app.get(…)` above a function whose parameters come from the query string, the path or the body. */
const handler = /^@(?:\w+\.)*(?:app|api|router|blueprint|bp)\.(?:get|post|put|patch|delete|websocket)\(/;
/** Types whose values are no free text, and what a service hands to its own handlers. */
const ownTypes = /^(?:Optional\[)?(?:int|float|bool|UUID|uuid\.UUID|date|datetime|Decimal|Session|AsyncSession|Request|Response|WebSocket|BackgroundTasks|HttpRequest|\w+Dep)\b|\b(?:Depends|Security)\(/;
const ownNames: ReadonlySet<string> = new Set(["self", "cls", "request", "response", "req", "res", "db", "session", "conn", "connection", "client", "user", "current_user", "background_tasks"]);

/** A word for what fills the parameter that this Name node declares, or undefined. */
export function whatCallersSend(tree: SyntaxTree, declaration: NodeId): string | undefined {
  const parameter = tree.parent[declaration]!;
  if (tree.kind[parameter] !== Kind.Parameter || tree.role[declaration] !== Role.Target) return undefined;
  for (const decorator of childrenOf(tree, parameter, Role.Decorator)) {
    const place = places.get(/^@(\w+)/.exec(textOf(tree, decorator))?.[1] ?? "");
    if (place !== undefined) return place;
  }
  return ofRoute(tree, parameter, nameOf(tree, declaration));
}

function ofRoute(tree: SyntaxTree, parameter: NodeId, name: string): string | undefined {
  const decorators = childrenOf(tree, tree.parent[parameter]!, Role.Decorator).map((node) => textOf(tree, node));
  if (decorators.length === 0) return undefined;
  // Flask: the rule itself names the parameter, and a converter to a number makes it one.
  const isInRule = new RegExp(`<(?:(?:string|path|any|default)\\b[^>]*:)?${name}>`);
  if (decorators.some((text) => /^@[\w.]+\(\s*["']/.test(text) && isInRule.test(text))) return "request parameters";
  const type = childOf(tree, parameter, Role.Type);
  const fallback = childOf(tree, parameter, Role.Default);
  const given = `${type === noNode ? "" : textOf(tree, type)} ${fallback === noNode ? "" : textOf(tree, fallback)}`.trimStart();
  const isOwn = ownTypes.test(given) || (ownNames.has(name) && !/^(?:Optional\[)?str\b/.test(given));
  return !isOwn && decorators.some((text) => handler.test(text)) ? "request parameters" : undefined;
}
