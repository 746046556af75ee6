// What kinds of wrong settings share: how options are read, and what counts as on and off.

import { whenUnset } from "../../analyzers/symbolic/library-objects.ts";
import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, known } from "../../analyzers/symbolic/values.ts";
import type { Breach, FlawKind } from "./flaw-kind.ts";

/** An option of a call by its name, or in a table of options. */
export function option(event: CallEvent, name: string): Value | undefined {
  const named = event.arguments.named.get(name);
  if (named !== undefined) return named;
  for (const value of event.arguments.positional) if (value.type === "dict" && value.entries.has(name)) return value.entries.get(name);
  return undefined;
}

/** True for what counts as false: written out or computed. */
export function isOff(given: Value | undefined): boolean {
  const value = whenUnset(given);
  if (value === undefined) return false;
  // Programs are not debugged where they serve.
  if ("name" in value && /\.(?:debug|DEBUG|testing)$/.test(value.name)) return true;
  return value.type === "nothing" || (value.type === "boolean" && !value.value) || (value.type === "number" && value.value === 0) || (value.type === "text" && known(value) === "");
}

/** True for what counts as true. */
export function isOn(given: Value | undefined): boolean {
  const value = whenUnset(given);
  if (value === undefined) return false;
  return (value.type === "boolean" && value.value) || (value.type === "number" && value.value !== 0) || (value.type === "text" && known(value) !== "");
}

/** Fits nothing. */
export const never = /(?!)/;

/** A kind that is seen in the call alone. */
export function setting(id: string, cwe: readonly string[], family: RegExp, judge: (event: CallEvent) => string | undefined): FlawKind {
  return {
    id,
    cwe,
    payloads: [],
    remedies: never,
    family,
    judge: (event): Breach | undefined => {
      const said = judge(event);
      return said === undefined ? undefined : { shown: said, through: [] };
    },
  };
}

/** A setting that is right as long as nobody says it. */
export function rightUnsaid(kind: FlawKind): FlawKind {
  return { ...kind, isRightUnsaid: true };
}

/** A field of a value that may be an object. */
export function optionOf(value: Value | undefined, name: string): Value | undefined {
  return value?.type === "dict" ? value.entries.get(name) : undefined;
}
