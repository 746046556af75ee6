// Attacks on functions of Python.

import type { AttackDriver } from "./attack-driver.ts";

export const pythonAttacks: AttackDriver = {
  languages: ["python"],
  program: "attack.py",
  kinds: [
    { id: "path", cwe: ["CWE-22", "CWE-23", "CWE-36", "CWE-73"], isMeant: "often" },
    { id: "archive", cwe: ["CWE-22"], isMeant: "seldom" },
    { id: "option", cwe: ["CWE-88", "CWE-77", "CWE-78"], isMeant: "seldom" },
    { id: "command", cwe: ["CWE-77", "CWE-78"], isMeant: "often" },
    { id: "code", cwe: ["CWE-94", "CWE-95"], isMeant: "often" },
    { id: "stored", cwe: ["CWE-502"], isMeant: "often" },
    { id: "module", cwe: ["CWE-470", "CWE-706", "CWE-829"], isMeant: "often" },
    { id: "document", cwe: ["CWE-611", "CWE-776"], isMeant: "often" },
    { id: "slow", cwe: ["CWE-1333", "CWE-400"], isMeant: "seldom" },
  ],
};
