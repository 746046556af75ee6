// The edits that a match offers.

import type { Edit } from "../../../model/finding.ts";

/** What a rule's fix makes of its match; undefined where the rule has none, or it leaves this match as it is. */
export function editsOf({ start, end, replacement }: { readonly start: number; readonly end: number; readonly replacement?: string | undefined }, text: string): readonly Edit[] | undefined {
  return replacement === undefined || replacement === text.slice(start, end) ? undefined : [{ start, end, replacement }];
}
