// Attacks on functions of Python.

import type { AttackDriver } from "./attack-driver.ts";

export const pythonAttacks: AttackDriver = {
  languages: ["python"],
  program: "attack.py",
  kinds: [
    { id: "path", cwe: ["CWE-22", "CWE-23", "CWE-36", "CWE-73"], isNeverMeant: false },
    { id: "archive", cwe: ["CWE-22"], isNeverMeant: false },
    { id: "option", cwe: ["CWE-88", "CWE-77", "CWE-78"], isNeverMeant: true },
    { id: "command", cwe: ["CWE-77", "CWE-78"], isNeverMeant: false },
    { id: "code", cwe: ["CWE-94", "CWE-95"], isNeverMeant: false },
    { id: "stored", cwe: ["CWE-502"], isNeverMeant: false },
    { id: "module", cwe: ["CWE-470", "CWE-706", "CWE-829"], isNeverMeant: false },
    { id: "document", cwe: ["CWE-611", "CWE-776"], isNeverMeant: false },
    { id: "slow", cwe: ["CWE-1333", "CWE-400"], isNeverMeant: false },
  ],
};
