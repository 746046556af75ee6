// A progress line on standard error: only on a terminal, never in CI, and only when the scan takes a while.

import type { CliContext } from "./context.ts";

export interface Progress {
  readonly update: (finished: number, total: number) => void;
  readonly stop: () => void;
}

const quietStartMs = 400;
const betweenUpdatesMs = 80;
const barColumns = 24;

export function createProgress(context: CliContext, isQuiet: boolean): Progress {
  const isShown = context.isErrorTerminal && !isQuiet && !context.environment.CI;
  if (!isShown) return { update: () => undefined, stop: () => undefined };
  const startedAtMs = context.now().getTime();
  let shownAtMs = 0;
  let isDrawn = false;
  return {
    update: (finished, total) => {
      const nowMs = context.now().getTime();
      if (nowMs - startedAtMs < quietStartMs || nowMs - shownAtMs < betweenUpdatesMs || total === 0) return;
      shownAtMs = nowMs;
      isDrawn = true;
      const filled = Math.round((finished / total) * barColumns);
      context.writeErr(`\r${"#".repeat(filled)}${"-".repeat(barColumns - filled)} ${finished}/${total} files`);
    },
    stop: () => {
      if (isDrawn) context.writeErr("\r\u001b[K");
    },
  };
}
