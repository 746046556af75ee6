// Turns what the verbs below tell of their progress into what clients are told.

import type { CallContext } from "./tool.ts";

/** Undefined where the client does not want to hear. */
export function onFiles({ onProgress }: CallContext): ((finished: number, total: number) => void) | undefined {
  if (onProgress === undefined) return undefined;
  let last = -1;
  return (finished, total) => {
    // Progress must increase, and a message for each of thousands of files helps nobody.
    const step = Math.floor((finished * progressSteps) / Math.max(1, total));
    if (step <= last) return;
    last = step;
    onProgress(finished, total, `${finished} of ${total} files`);
  };
}

const progressSteps = 50;
