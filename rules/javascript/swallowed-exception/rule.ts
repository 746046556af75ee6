// javascript/swallowed-exception: a catch that does nothing and does not say why.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const functions: ReadonlySet<number> = new Set([Kind.ArrowFunction, Kind.FunctionExpression, Kind.FunctionDeclaration]);

export const rule = defineRule({
  meta: {
    id: "javascript/swallowed-exception",
    title: "An error is caught and thrown away",
    description: "When this goes wrong, nobody learns of it, and what follows works with a state that it does not expect.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-390"],
    isOnByDefault: false,
    remediationMinutes: 10,
    precision: { sampled: 9, true: 6, on: "appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
    equivalents: { eslint: ["no-empty"] },
    options: {
      reportFallbacks: {
        default: false,
        description: "Also report a `try` that ends by giving a variable a value, which keeps what it had when that fails",
      },
      reportPromises: { default: false, description: "Also report `.catch(() => {})`" },
    },
  },
  words: [],
  kinds: [Kind.Handler, Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    if (tree.kind[node] === Kind.Call) {
      if (options.reportPromises === true) checkPromise(file, node);
      return;
    }
    const body = childOf(tree, node, Role.Body);
    if (body === noNode || !isSilent(file, body)) return;
    const statement = tree.parent[node]!;
    if (isProbe(file, statement) || isNamedIgnored(file, node) || isBestEffort(file, statement) || isExplained(file, statement)) return;
    const keepsEarlierValue = endsWithAssignment(file, statement);
    if (keepsEarlierValue && options.reportFallbacks !== true) return;
    // The word `catch` and what it binds, not the whole handler: the region shall be tight.
    file.report({
      at: { start: tree.start[node]!, end: tree.start[body]! + 1 },
      confidence: keepsEarlierValue ? "low" : "high",
      severity: keepsEarlierValue || isTestPath(file.path) ? "info" : "warning",
      message: "This `catch` throws the error away; handle it, or say in a comment why nothing is to be done.",
    });
  },
});

/** `.catch(() => {})`. */
function checkPromise(file: FileView, node: NodeId): void {
  const { tree } = file;
  const callee = childOf(tree, node, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute || tree.names[tree.name[callee]!] !== "catch") return;
  const handler = childrenOf(tree, node, Role.Argument)[0];
  if (handler === undefined || (tree.kind[handler] !== Kind.ArrowFunction && tree.kind[handler] !== Kind.FunctionExpression)) return;
  const body = childOf(tree, handler, Role.Body);
  if (body === noNode || tree.kind[body] !== Kind.Block || !isSilent(file, body)) return;
  file.report({ at: handler, confidence: "low", severity: "info", message: "This `.catch` throws the error away; handle it, or say in a comment why nothing is to be done." });
}

/** Nothing in it: neither a statement nor a comment. */
function isSilent(file: FileView, body: NodeId): boolean {
  const { tree } = file;
  if (childrenOf(tree, body).some((statement) => tree.kind[statement] !== Kind.Empty)) return false;
  return !tree.comments.some((comment) => comment.start > tree.start[body]! && comment.end <= tree.end[body]!);
}

/** `catch (_)`, `catch (ignored)`: the name says that it is meant. */
function isNamedIgnored(file: FileView, handler: NodeId): boolean {
  const target = childOf(file.tree, handler, Role.Target);
  return target !== noNode && /^_|ignore|expected|unused/i.test(nameOf(file.tree, target));
}

/** `try { return JSON.parse(x) } catch {}` asks whether something works: what follows is the answer "no". */
function isProbe(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, statement, Role.Body);
  const statements = body === noNode ? [] : childrenOf(tree, body);
  const last = statements.at(-1);
  if (last === undefined) return false;
  // The answer may stand deeper: `if (ok) return true`, a loop that returns what it finds; `break` ends a loop of trials.
  for (let node = last; node < tree.subtreeEnd[last]!; node++) {
    if (tree.kind[node] === Kind.Return || tree.kind[node] === Kind.Break) return true;
    if (functions.has(tree.kind[node]!)) node = tree.subtreeEnd[node]! - 1;
  }
  return false;
}

/** Work that may fail: putting away, telling, browser storage, and whatever is tried while an earlier error is told. */
function isBestEffort(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  if (isWithinHandler(file, statement)) return true;
  const names = childrenOf(tree, childOf(tree, statement, Role.Body)).map((child) => calledName(file, child));
  // `fail("should throw")` says that the error is what is wanted.
  const last = names.at(-1)?.replace(/^.*\./, "");
  return last === "fail" || (last !== undefined && cleanup.test(last)) || names.every((name) => telling.test(name));
}

/** In a `catch`, of the same function. */
function isWithinHandler({ tree }: FileView, statement: NodeId): boolean {
  for (let at = tree.parent[statement]!; at !== 0 && !functions.has(tree.kind[at]!); at = tree.parent[at]!) if (tree.kind[at] === Kind.Handler) return true;
  return false;
}

/** The callee's text of a statement that is a call, perhaps awaited or behind `socket && …`; else "". */
function calledName({ tree }: FileView, statement: NodeId): string {
  let expression = tree.kind[statement] === Kind.ExpressionStatement ? childOf(tree, statement, Role.Expression) : statement;
  if (tree.kind[expression] === Kind.Await) expression = childOf(tree, expression, Role.Value);
  if (tree.kind[expression] === Kind.Logical) expression = childOf(tree, expression, Role.Right);
  return tree.kind[expression] === Kind.Call ? textOf(tree, childOf(tree, expression, Role.Callee)) : "";
}

const cleanup = /^(?:unlink|rm|rmdir|rimraf|remove|removeItem|removeListener|removeEventListener|close|destroy|dispose|kill|abort|cancel|stop|end|disconnect|terminate|unref|revokeObjectURL|releasePointerCapture)(?:Sync)?$/;
const telling = /^(?:console|log|logger|(?:window\.)?(?:local|session)Storage)\??\.\w+$/;

/** A comment right above the `try`, or behind its last statement, says why. */
function isExplained(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, statement, Role.Body);
  const last = childrenOf(tree, body).at(-1);
  const lastEnd = last === undefined ? tree.start[body]! : tree.end[last]!;
  return tree.comments.some(
    ({ start, end }) =>
      (start >= lastEnd && end <= tree.end[body]!) ||
      (end <= tree.start[statement]! && /^[^\S\n]*\n?[^\S\n]*$/.test(tree.text.slice(end, tree.start[statement]))),
  );
}

/** `try { x = parse(y) } catch {}`: on an error x keeps what it had, which may be the answer. */
function endsWithAssignment(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, statement, Role.Body);
  const last = body === noNode ? undefined : childrenOf(tree, body).at(-1);
  if (last === undefined) return false;
  const expression = tree.kind[last] === Kind.ExpressionStatement ? childOf(tree, last, Role.Expression) : last;
  return tree.kind[expression] === Kind.Assignment || tree.kind[expression] === Kind.VariableDeclaration;
}
