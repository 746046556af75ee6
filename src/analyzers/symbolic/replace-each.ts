// Replaces every match in a simulated text by what a function of the program makes of it.

import { runFunction } from "./definitions.ts";
import type { Machine } from "./machine.ts";
import { type FunctionValue, type Text, type Unknown, type Value, concatenate, groupValues, text } from "./values.ts";

interface Replacement {
  readonly pattern: string | RegExp;
  readonly by: FunctionValue;
  /** The function's arguments of a match and its groups. */
  readonly toArguments: (groups: readonly Value[]) => readonly Value[];
}

const MAXIMUM_REPLACED = 200;

/** The text with every match replaced; unknown pieces remember it. */
export function replaceEach(machine: Machine, receiver: Text, { pattern, by, toArguments }: Replacement): Text {
  let rounds = 0;
  return concatenate(
    receiver.parts.flatMap((part): (Text | Unknown)[] => {
      if (typeof part !== "string") return [{ ...part, trails: part.trails.map((trail) => [...trail, "replace"]) }];
      const pieces: (Text | Unknown)[] = [];
      let from = 0;
      part.replace(pattern, (...found: readonly unknown[]) => {
        const groups = found.filter((one): one is string | undefined => typeof one === "string" || one === undefined).slice(0, -1);
        const place = Number(found.find((one) => typeof one === "number"));
        rounds += 1;
        if (rounds > MAXIMUM_REPLACED) return "";
        const given = toArguments(groupValues(groups));
        pieces.push(text(part.slice(from, place)), machine.toText(runFunction(machine, by, { positional: given, named: new Map() }, by.self)));
        from = place + (groups[0]?.length ?? 0);
        return "";
      });
      return [...pieces, text(part.slice(from))];
    }),
  );
}
