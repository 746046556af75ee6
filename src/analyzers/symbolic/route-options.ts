// What a request goes through before the handler of a route: functions among the route's options, hooks, and a schema of what is sent.

import type { CallArguments } from "./dialect.ts";
import { type FunctionValue, type Value, known } from "./values.ts";

/** `app.get("/path", handler)`, wherever it stands. */
export function registersRoute(name: string, given: CallArguments): boolean {
  const [first] = given.positional;
  return /\.(?:get|post|put|patch|delete|all|use|head|options|route|add_url_rule|add_route)$/.test(name) && first?.type === "text" && known(first)?.startsWith("/") === true;
}

const hookNames = ["onRequest", "preParsing", "preValidation", "preHandler"];

/** The functions of Fastify that every route goes through which is registered behind them. */
export function hooksOf(name: string, { positional: [point, hook] }: CallArguments): readonly FunctionValue[] {
  return name.endsWith(".addHook") && hook?.type === "function" && hookNames.includes(known(point ?? hook) ?? "") ? [hook] : [];
}

/** Functions that a route's options name. */
export function stepsIn({ positional }: CallArguments): readonly FunctionValue[] {
  const named = positional.flatMap((options) => (options.type === "dict" ? hookNames.flatMap((name) => options.entries.get(name) ?? []) : []));
  return named.flatMap((step) => (step.type === "list" ? step.items : [step])).filter((step) => step.type === "function");
}

const plain = /^(?:string|number|integer|boolean)$/;

/** Fields of a request that a route's schema makes texts or numbers: `body.name`. */
export function plainFields({ positional }: CallArguments): readonly string[] {
  const schema = positional.map((options) => fieldOf(options, "schema")).find((one) => one !== undefined);
  return ["body", "query", "querystring", "params"].flatMap((part) => {
    const properties = fieldOf(fieldOf(schema, part), "properties") ?? fieldOf(schema, part);
    const fields = properties?.type === "dict" ? [...properties.entries] : [];
    return fields.filter(([, field]) => isPlain(field)).map(([name]) => `${part === "querystring" ? "query" : part}.${name}`);
  });
}

function isPlain(field: Value): boolean {
  return plain.test(known(fieldOf(field, "type") ?? field) ?? "") || fieldOf(field, "enum") !== undefined;
}

function fieldOf(value: Value | undefined, name: string): Value | undefined {
  return value?.type === "dict" ? value.entries.get(name) : undefined;
}
