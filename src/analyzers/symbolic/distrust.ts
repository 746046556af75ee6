// What a simulation takes as an attacker's where nothing gets through from plain sources: all that the program does not make itself.

import type { CallArguments } from "./dialect.ts";
import type { FunctionValue, Value } from "./values.ts";

/** A simulation that trusts nobody. */
export interface Distrust {
  /** The project's only method of that name that can take what is given, on an object of its class. */
  readonly onlyMethod: (name: string, given: CallArguments) => FunctionValue | undefined;
}

/** Parameters that stand for the program's own parts and not for what a client sends. */
const ownParts = /^(?:self|cls|this|db|database|conn|connection|cursor|cur|pool|client|knex|sequelize|prisma|session|logger|log|app|application|server|config|settings|options|opts?|next|done|callback|cb|res|resp|response|reply|router|_|__)$/i;
/** Those of them that hold what whoever calls has put into them. */
const filled = /^(?:session|config|settings|options|opts)$/i;

/** What a parameter or a field of that name holds where the program itself does not say: a part of it, or data from outside. */
export function fromCaller(name: string, path: string, isDistrustful: boolean): Value {
  const isOwn = ownParts.test(name) && !(isDistrustful && filled.test(name));
  return isOwn ? { type: "reference", name: path } : { type: "outside", path };
}

const brings = /(?:^|\.)(?:read\w*|recv\w*|receive\w*|fetch\w*|loads?|input|prompt|find\w*|first|one|all|getItem|json|text|consume|poll)$/;

/** True for a call that gives what somebody else has written, by its name. */
export function bringsData(name: string): boolean {
  return brings.test(name);
}
