// javascript/weak-hash: MD5 or SHA-1 through node:crypto, Web Crypto or the usual packages.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const makers: ReadonlySet<string> = new Set(["crypto.createHash", "crypto.createHmac", "crypto.hash", "crypto.pbkdf2", "crypto.pbkdf2Sync", "crypto.createSign", "crypto.createVerify"]);
const weak: ReadonlySet<string> = new Set(["md4", "md5", "sha1", "ripemd160", "rsamd5", "rsasha1"]);
/** Where the algorithm stands; elsewhere it is the first argument. */
const position: ReadonlyMap<string, number> = new Map([
  ["crypto.pbkdf2", 4],
  ["crypto.pbkdf2Sync", 4],
]);
/** Where what is hashed or what it is for says that something must be proved. */
const securityWords = /passw|passphrase|secret|token|signature|credential|api_?key|private_?key|\bauth/i;
const chain: ReadonlySet<number> = new Set([Kind.Attribute, Kind.Call]);

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
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    unproven: "Finding two texts of one hash takes a long computation.",
    options: { reportAnyPurpose: { default: false, description: "Also report hashes of which nothing says that they protect something, such as names of cached files" } },
    equivalents: { eslint: ["sonarjs/hashing"] },
  },
  words: [["createHash", "createHmac", "hash", "pbkdf2", "pbkdf2Sync", "createSign", "createVerify"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined || !makers.has(name)) return;
    const algorithm = childrenOf(tree, node, Role.Argument)[position.get(name) ?? 0];
    const value = algorithm === undefined ? undefined : file.constant(algorithm);
    if (value?.type !== "string" || !weak.has(value.value.toLowerCase().replace(/[^a-z0-9]/g, ""))) return;
    // An HMAC with SHA-1 is not known to be broken; with MD5 it is only discouraged.
    const isKeyed = name === "crypto.createHmac" || name.startsWith("crypto.pbkdf2");
    const isSecret = securityWords.test(surroundings(file, node));
    if ((!isSecret || isKeyed) && options.reportAnyPurpose !== true) return;
    file.report({
      at: algorithm!,
      confidence: isSecret && !isKeyed ? "high" : "low",
      severity: isKeyed || isTestPath(file.path) ? "info" : isSecret ? "error" : "warning",
      message: `\`${textOf(tree, callee)}\` uses ${value.value.toUpperCase()}, whose collisions can be made at will${isSecret ? ", for something secret" : ""}.`,
    });
  },
});

/** The chain of calls around the hash, and what its result is stored in: `createHash("md5").update(password)`. */
function surroundings(file: FileView, call: NodeId): string {
  const { tree } = file;
  let at = call;
  while (at !== 0 && chain.has(tree.kind[tree.parent[at]!]!)) at = tree.parent[at]!;
  const above = tree.parent[at]!;
  const target = tree.kind[above] === Kind.VariableDeclarator || tree.kind[above] === Kind.Assignment ? childOf(tree, above, Role.Target) : noNode;
  return target === noNode ? textOf(tree, at) : `${textOf(tree, at)} ${textOf(tree, target)}`;
}
