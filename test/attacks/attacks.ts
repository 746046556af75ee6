// All attacks.

import type { Attack } from "./attack.ts";
import { collectingAttacks } from "./attacks-collecting.ts";
import { fileAttacks } from "./attacks-files.ts";
import { hiddenMemoryAttacks } from "./attacks-hidden-memory.ts";
import { kernelAttacks } from "./attacks-kernel.ts";
import { languageAttacks } from "./attacks-languages.ts";
import { lifetimeAttacks } from "./attacks-lifetime.ts";
import { networkAttacks } from "./attacks-network.ts";
import { resourceAttacks } from "./attacks-resources.ts";

/** In the order in which they are run. */
export const attacks: readonly Attack[] = [...resourceAttacks, ...hiddenMemoryAttacks, ...lifetimeAttacks, ...collectingAttacks, ...fileAttacks, ...networkAttacks, ...kernelAttacks, ...languageAttacks];
