// javascript/weak-hash: MD5 or SHA-1 through node:crypto, Web Crypto or the usual packages.

import { Kind, Role, childOf, childrenOf, defineRule, textOf } from "../../../src/rule-kit/index.ts";

const makers: ReadonlySet<string> = new Set(["crypto.createHash", "crypto.createHmac", "crypto.hash", "crypto.pbkdf2", "crypto.pbkdf2Sync", "crypto.createSign", "crypto.createVerify"]);
const weak: ReadonlySet<string> = new Set(["md4", "md5", "sha1", "ripemd160", "rsamd5", "rsasha1"]);
/** Where the algorithm stands; elsewhere it is the first argument. */
const position: ReadonlyMap<string, number> = new Map([
  ["crypto.pbkdf2", 4],
  ["crypto.pbkdf2Sync", 4],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/weak-hash",
    title: "A broken hash function is used",
    description: "Two different inputs with the same MD5 or SHA-1 hash can be made at will, so the hash proves nothing about its input.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-328"],
    securitySeverity: 5.3,
    remediationMinutes: 15,
    equivalents: { eslint: ["sonarjs/hashing"] },
  },
  words: [["createHash", "createHmac", "hash", "pbkdf2", "pbkdf2Sync", "createSign", "createVerify"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined || !makers.has(name)) return;
    const algorithm = childrenOf(tree, node, Role.Argument)[position.get(name) ?? 0];
    const value = algorithm === undefined ? undefined : file.constant(algorithm);
    if (value?.type !== "string" || !weak.has(value.value.toLowerCase().replace(/[^a-z0-9]/g, ""))) return;
    // An HMAC with SHA-1 is not known to be broken; with MD5 it is only discouraged.
    const isKeyed = name === "crypto.createHmac" || name.startsWith("crypto.pbkdf2");
    file.report({
      at: algorithm!,
      severity: isKeyed ? "info" : "warning",
      message: `\`${textOf(tree, callee)}\` uses ${value.value.toUpperCase()}, whose collisions can be made at will.`,
    });
  },
});
