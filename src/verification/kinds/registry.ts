// All kinds of flaws that a simulation can see.

import { destinations } from "./destinations.ts";
import type { FlawKind } from "./flaw-kind.ts";
import { documents } from "./documents.ts";
import { reflectedOrigin } from "./headers.ts";
import { writtenKey } from "./keys.ts";
import { injections } from "./injections.ts";
import { moduleChoice, moduleLoading } from "./modules.ts";
import { slowPattern } from "./patterns.ts";
import { settings } from "./settings.ts";
import { structures } from "./structures.ts";

export const flawKinds: readonly FlawKind[] = [...injections, ...destinations, ...documents, ...structures, reflectedOrigin, slowPattern, moduleLoading, moduleChoice, ...settings, writtenKey];

/** The kinds that a finding's CWEs speak of. */
export function kindsOf(cwe: readonly string[]): FlawKind[] {
  return flawKinds.filter((kind) => kind.cwe.some((one) => cwe.includes(one)));
}
