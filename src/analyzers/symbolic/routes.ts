// What the text of a registration says of a route: which one it is, and what its own parts demand of what is sent.

/** What a part of a route must look like, by its name. */
export type RouteLimits = ReadonlyMap<string, RegExp>;

const converters: ReadonlyMap<string, RegExp> = new Map([
  ["int", /^\d+$/],
  ["float", /^\d+\.\d+$/],
  ["uuid", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ["slug", /^[-\w]+$/],
]);

/** A registration without what may change while it stays the same: converters of its parts, options behind its path. */
export function routeOf(registeredTo: string): string {
  const plain = registeredTo.replaceAll(/<(\w+):(?:int|float|path|re:(?:[^<>]|\([^)]*\))*)>/g, "<$1>").replaceAll(/<\w+(?:\([^)>]*\))?:(\w+)>/g, "<$1>").replaceAll(/\{(\w+):(?:[^{}]|\{[^{}]*\})*\}/g, "{$1}");
  return /^(@[\w.]+\.(?:route|get|post|put|patch|delete|api_route|websocket)\(\s*(?:"[^"\n]*"|'[^'\n]*'))/.exec(plain)?.[1] ?? plain;
}

/** What a route's converters and patterns let through: `<int:id>`, `<any(a, b):kind>`, `{id:int}`, `{name:[a-z]+}`. */
export function limitsOf(registeredTo: string): RouteLimits {
  const found = new Map<string, RegExp>();
  for (const [, converter = "", words, name = ""] of registeredTo.matchAll(/<(\w+)(?:\(([^)>]*)\))?:(\w+)>/g)) {
    const limit = converter === "any" ? oneOf(words ?? "") : converters.get(converter);
    if (limit !== undefined) found.set(name, limit);
  }
  // Bottle names the part first.
  for (const [, name = "", converter = "", pattern = ""] of registeredTo.matchAll(/<(\w+):(?:(int|float)|re:((?:[^<>]|\([^)]*\))*))>/g)) {
    const limit = converters.get(converter) ?? patternOf(pattern);
    if (limit !== undefined) found.set(name, limit);
  }
  for (const [, name = "", demanded = ""] of registeredTo.matchAll(/\{(\w+):((?:[^{}]|\{[^{}]*\})*)\}/g)) {
    const limit = converters.get(demanded) ?? (/^\w+$/.test(demanded) ? undefined : patternOf(demanded));
    if (limit !== undefined) found.set(name, limit);
  }
  return found;
}

/** Where a part of a route is read: as a parameter, or among the request's own parts. */
export function isRoutePart(source: string, name: string): boolean {
  return source === name || source.endsWith(`.match_info.${name}`) || source.endsWith(`.path_params.${name}`) || source.endsWith(`.view_args.${name}`);
}

function oneOf(words: string): RegExp {
  const plain = words.split(",").map((word) => word.trim().replaceAll(/^["']|["']$/g, "").replaceAll(/\W/g, "\\$&"));
  return new RegExp(`^(?:${plain.join("|")})$`);
}

/** Undefined for what is no pattern. */
function patternOf(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source.replaceAll("\\\\", "\\")})$`);
  } catch {
    return undefined;
  }
}

const marks = /^@(?:(?:builtins\.)?(?:staticmethod|classmethod|property)|(?:abc\.)?abstract\w+|(?:contextlib\.)?(?:async)?contextmanager|(?:functools\.)?(?:wraps|lru_cache|cache|cached_property|singledispatch|total_ordering)|(?:typing\.)?(?:override|overload|final|no_type_check)|\w+\.(?:setter|getter|deleter))\b/;

/** True for a decorator that says how a function behaves, and hands it to nobody. */
export function isMark(registeredTo: string): boolean {
  return marks.test(registeredTo);
}
