// Attacks on functions of JavaScript and TypeScript.

import type { AttackDriver } from "./attack-driver.ts";

export const javascriptAttacks: AttackDriver = {
  languages: ["javascript", "typescript", "tsx"],
  program: "rules/proofs/javascript/attack.mjs",
  kinds: [
    { id: "prototype-pollution", cwe: ["CWE-1321"], isMeant: "never" },
    { id: "slow-pattern", cwe: ["CWE-1333", "CWE-400", "CWE-730"], isMeant: "seldom" },
    { id: "path-traversal", cwe: ["CWE-22", "CWE-23", "CWE-36", "CWE-73"], isMeant: "often" },
    { id: "markup-injection", cwe: ["CWE-79", "CWE-80"], isMeant: "often", isPartly: true },
    { id: "line-injection", cwe: ["CWE-93", "CWE-113", "CWE-74"], isMeant: "often", isPartly: true },
  ],
};
