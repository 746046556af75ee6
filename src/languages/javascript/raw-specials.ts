// Handlers of those structs in oxc's buffer that the tables alone cannot lower.

import type { RawHandler, RawWalk } from "./raw-walk.ts";
import { createBindingHandlers } from "./raw-specials-bindings.ts";
import { createExpressionHandlers } from "./raw-specials-expressions.ts";
import { createJsxHandlers } from "./raw-specials-jsx.ts";
import { createModuleHandlers } from "./raw-specials-modules.ts";
import { createTypeHandlers } from "./raw-specials-types.ts";

/** The handler of each struct, by its number; undefined where the tables suffice. */
export function createRawSpecials(walk: RawWalk, structNames: readonly string[]): (RawHandler | undefined)[] {
  const handlers: Record<string, RawHandler> = {
    ...createBindingHandlers(walk),
    ...createExpressionHandlers(walk),
    ...createModuleHandlers(walk),
    ...createTypeHandlers(walk),
    ...createJsxHandlers(walk),
  };
  for (const name of Object.keys(handlers)) if (!structNames.includes(name)) throw new Error(`oxc has no ${name}`);
  return structNames.map((name) => handlers[name]);
}
