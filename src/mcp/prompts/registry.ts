// The prompts that people choose in their client: each an order of work for an agent.

import { fixFinding } from "./fix-finding.ts";
import type { Prompt } from "./prompt.ts";
import { reviewChange } from "./review-change.ts";
import { verifyFix } from "./verify-fix.ts";

export const prompts: ReadonlyMap<string, Prompt> = new Map([reviewChange, fixFinding, verifyFix].map((prompt) => [prompt.listed.name, prompt]));
