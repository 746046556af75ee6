// javascript/hard-coded-secret: a password, key or token written into the code.

import { Kind, Role, childOf, defineRule, judgeFormat, judgeNamed, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/hard-coded-secret",
    title: "A password, key or token is written into the code",
    description: "Everyone who can read the code, or the bundle made of it, has the secret, and it cannot be changed without a release.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-798"],
    securitySeverity: 7.5,
    remediationMinutes: 30,
    equivalents: { eslint: ["sonarjs/no-hardcoded-passwords", "sonarjs/no-hardcoded-secrets"] },
  },
  words: [],
  kinds: [Kind.String, Kind.TemplateString],
  check(file, node) {
    const value = valueOf(file, node);
    if (value === undefined || value.length < 8) return;
    const name = receiverName(file, node);
    const judgement = name === undefined ? judgeFormat(value) : judgeNamed(name, value);
    if (judgement === undefined) return;
    file.report({
      at: node,
      confidence: judgement.confidence,
      message: name === undefined ? `This string is ${judgement.what}.` : `\`${name}\` holds ${judgement.what} that is written into the code.`,
    });
  },
});

function valueOf(file: FileView, node: NodeId): string | undefined {
  if (file.tree.kind[node] === Kind.String) return nameOf(file.tree, node);
  const constant = file.constant(node);
  return constant?.type === "string" ? constant.value : undefined;
}

/** The name of the variable, property, field or comparison that the string is for. */
function receiverName(file: FileView, node: NodeId): string | undefined {
  const { tree } = file;
  const parent = tree.parent[node]!;
  const role = tree.role[node];
  switch (tree.kind[parent]) {
    case Kind.VariableDeclarator:
    case Kind.Assignment:
      return role === Role.Value ? lastName(file, childOf(tree, parent, Role.Target)) : undefined;
    case Kind.Pair:
    case Kind.Field:
      return role === Role.Value ? nameOf(tree, parent) || undefined : undefined;
    case Kind.Parameter:
      return role === Role.Default ? nameOf(tree, parent) || undefined : undefined;
    case Kind.Logical:
      // `process.env.TOKEN || "…"`: the fallback is the secret that everyone has.
      return role === Role.Right ? receiverName(file, parent) ?? lastName(file, childOf(tree, parent, Role.Left)) : undefined;
    case Kind.Binary:
      return /^[!=]==?$/.test(nameOf(tree, parent)) && role === Role.Right ? lastName(file, childOf(tree, parent, Role.Left)) : undefined;
    default:
      return undefined;
  }
}

function lastName(file: FileView, target: NodeId): string | undefined {
  if (target === noNode) return undefined;
  const kind = file.tree.kind[target];
  return kind === Kind.Name || kind === Kind.Attribute ? nameOf(file.tree, target) : undefined;
}
