// Where a simulated program is: the run, the file, the names in sight.

import type { Machine } from "./machine.ts";
import type { ModuleUnit } from "./module-unit.ts";
import type { Scope } from "./scope.ts";
import type { FunctionValue, Value } from "./values.ts";

export interface Frame {
  readonly machine: Machine;
  readonly unit: ModuleUnit;
  readonly scope: Scope;
  /** What `this` is. */
  readonly self: Value | undefined;
  /** The function that is running; undefined at the top of a file. */
  readonly callee: FunctionValue | undefined;
  /** What a generator gave so far; undefined outside generators. */
  readonly yielded: Value[] | undefined;
}
