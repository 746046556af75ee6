// python/weak-hash: MD5, SHA-1 or older where the hash may have to prove something.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Constructors by their full names, with the name of the function. */
const constructors: ReadonlyMap<string, string> = new Map([
  ["hashlib.md5", "MD5"],
  ["hashlib.sha1", "SHA-1"],
  ["md5.new", "MD5"],
  ["md5.md5", "MD5"],
  ["sha.new", "SHA-1"],
  ...["Crypto", "Cryptodome"].flatMap((module): [string, string][] => [
    [`${module}.Hash.MD2.new`, "MD2"],
    [`${module}.Hash.MD4.new`, "MD4"],
    [`${module}.Hash.MD5.new`, "MD5"],
    [`${module}.Hash.SHA.new`, "SHA-1"],
    [`${module}.Hash.SHA1.new`, "SHA-1"],
  ]),
  ["cryptography.hazmat.primitives.hashes.MD5", "MD5"],
  ["cryptography.hazmat.primitives.hashes.SHA1", "SHA-1"],
]);
const byName: ReadonlyMap<string, string> = new Map([
  ["md4", "MD4"],
  ["md5", "MD5"],
  ["sha1", "SHA-1"],
  ["sha-1", "SHA-1"],
]);
/** Where what is hashed or what it is for says that something must be proved. */
const securityWords = /passw|passphrase|secret|token|signature|sign_|_sign|\bhmac\b|credential|api_?key|private_?key|auth/i;
/** Names for a use in which nobody gains by two texts of one hash. */
const harmlessWords = /e_?tag|cache|check_?sum|file|path|content|diff|ur[il]|quer(?:y|ies)|log|lock|bucket|shard|avatar|dedup|seed|colou?r/i;

export const rule = defineRule({
  meta: {
    id: "python/weak-hash",
    title: "A broken hash function is used",
    description: "Two different inputs with the same MD5 or SHA-1 hash can be made at will, so the hash proves nothing about its input.",
    languages: ["python"],
    category: "security",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-328"],
    securitySeverity: 5.3,
    remediationMinutes: 15,
    unproven: "Finding two texts of one hash takes a long computation.",
    precision: { sampled: 1, true: 1, on: "Supysonic 0.7, coderedcms 6.0, django-filer 3.6, django-machina 1.3, djangosaml2 1.12, flask-monitoringdashboard 5.1, flower 2.2, kiwitcms 12.4, motioneye 0.44, opencve 1.5, pulp-container 2.30, rdiffweb 7.2, sqladmin 0.32, ajenti-panel 2.2, CherryMusic 0.41, ckanext-harvest 1.6, django-hijack 3.7, django-oauth-toolkit 3.4, django-silk 5.6, docassemble-base 1.10, docassemble-webapp 1.10, flask-dance 7.1, flexget 3.22, gerapy 0.9, graphite-web, intelmq-api 3.2, Kallithea 0.7, lemur 1.9, Mopidy 3.4, nbgrader 0.9, nbviewer 1.0, notebook 7.6, onionshare-cli 2.7, plone-restapi 10.0, puput 2.2, py4web 1.20260805, pywb 2.10, scrapydweb 1.6, sqlite-web 0.8, supervisor 4.3, updog 2.0, uploadserver 6.0, wooey 0.14, wsgidav 4.3" },
    options: { reportUnknown: { default: false, description: "Also report hashes of which nothing says that they prove something" } },
    equivalents: { bandit: ["B303", "B324"], ruff: ["S303", "S324"] },
  },
  words: [["md5", "sha1", "new", "MD5", "SHA", "SHA1", "MD4", "MD2"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined) return;
    const algorithm = constructors.get(name) ?? (name === "hashlib.new" ? namedAlgorithm(file, node) : undefined);
    if (algorithm === undefined || (isDeclaredHarmless(file, node) && !hashesPassword(file, node))) return;
    const isSecret = securityWords.test(surroundings(file, node));
    const isPassword = isSecret && /passw|passphrase/i.test(surroundings(file, node)) && !isSentAway(file, node);
    if (!isSecret && (options.reportUnknown !== true || isOnlyAsked(file, node) || isTestPath(file.path) || isHarmlessUse(file, node))) return;
    file.report({
      at: node,
      // How a signature or a token is made is often settled by the service that asks for it.
      confidence: isPassword ? "high" : "low",
      severity: isTestPath(file.path) || !isSecret ? "info" : isPassword ? "error" : "warning",
      message: isSecret
        ? `\`${textOf(tree, callee)}\` protects something secret with ${algorithm}, which is broken.`
        : `\`${textOf(tree, callee)}\` makes an ${algorithm} hash and does not say that it need not be secure.`,
    });
  },
});

/** What a request to another service holds is made as that service wants it. */
function isSentAway({ tree }: FileView, call: NodeId): boolean {
  for (let at = tree.parent[call]!, steps = 0; at !== 0 && steps < 8; at = tree.parent[at]!, steps++) {
    if (tree.kind[at] === Kind.Call && /^(?:\w+\.)*(?:requests|httpx|session|client)\.(?:get|post|put|request)$/.test(textOf(tree, childOf(tree, at, Role.Callee)))) return true;
  }
  return false;
}

function namedAlgorithm(file: FileView, call: NodeId): string | undefined {
  const { tree } = file;
  const first = childrenOf(tree, call, Role.Argument)[0] ?? noNode;
  if (first === noNode) return undefined;
  const isName = tree.kind[first] === Kind.KeywordArgument && nameOf(tree, first) === "name";
  const value = file.constant(isName ? childOf(tree, first, Role.Value) : first);
  return value?.type === "string" ? byName.get(value.value.toLowerCase()) : undefined;
}

/** `usedforsecurity=False` is the way to say it; a value that is not constant may say it. */
function isDeclaredHarmless(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  return childrenOf(tree, call, Role.Argument).some((argument) => {
    if (tree.kind[argument] === Kind.KeywordSpread) return true;
    if (tree.kind[argument] !== Kind.KeywordArgument || nameOf(tree, argument) !== "usedforsecurity") return false;
    const value = file.constant(childOf(tree, argument, Role.Value));
    return value?.type !== "boolean" || !value.value;
  });
}

/** Whoever hashes a password needs it to be secure, whatever else is declared. */
function hashesPassword(file: FileView, call: NodeId): boolean {
  return childrenOf(file.tree, call, Role.Argument).some((argument) => file.tree.kind[argument] !== Kind.KeywordArgument && /passw(?:or)?d|passphrase/i.test(textOf(file.tree, argument)));
}

/** `sha1().block_size` hashes nothing. */
function isOnlyAsked(file: FileView, call: NodeId): boolean {
  const above = file.tree.parent[call]!;
  return file.tree.kind[above] === Kind.Attribute && /^(?:block_size|digest_size|name)$/.test(nameOf(file.tree, above));
}

/** An entity tag, a name in a cache, the fingerprint of a certificate that is shown. */
function isHarmlessUse(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  const above = tree.parent[call]!;
  if (tree.kind[above] === Kind.Call && nameOf(tree, childOf(tree, above, Role.Callee)) === "fingerprint") return true;
  let around = call;
  while (around !== 0 && tree.kind[around] !== Kind.FunctionDeclaration) around = tree.parent[around]!;
  return harmlessWords.test(surroundings(file, call)) || harmlessWords.test(nameOf(tree, around));
}

/** The call with its arguments, and what its result is stored in. */
function surroundings(file: FileView, call: NodeId): string {
  const { tree } = file;
  let text = textOf(tree, call);
  for (let at = call, steps = 0; at !== 0 && steps < 6; steps++) {
    at = tree.parent[at]!;
    if (tree.kind[at] === Kind.Assignment) return text + textOf(tree, childOf(tree, at, Role.Target));
    if (tree.kind[at] === Kind.Return || tree.kind[at] === Kind.ExpressionStatement) break;
    if (tree.kind[at] === Kind.KeywordArgument) text += ` ${nameOf(tree, at)} `;
  }
  return text;
}
