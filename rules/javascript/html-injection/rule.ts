// javascript/html-injection: markup put into the page from a value that is not constant.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, functionKinds, isFixedText, isTestPath, nameOf, noNode, ownNodesOf, quoteCode, textOf, tracePath, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const properties: ReadonlySet<string> = new Set(["innerHTML", "outerHTML", "srcdoc"]);
const writers: ReadonlySet<string> = new Set(["document.write", "document.writeln", "window.document.write", "window.document.writeln"]);
const methods: ReadonlyMap<string, number> = new Map([
  ["insertAdjacentHTML", 1],
  ["createContextualFragment", 0],
  ["setHTMLUnsafe", 0],
]);
/** Calls that make markup harmless, by what people name them. */
const sanitizer = /(?:sanitiz|sanitis|purif|escape|encode|trusted|createHTML|safeHtml|stringify|toStaticHTML|clean)/i;
/** Names of what was made as markup elsewhere: nothing is known of what went into it. */
const markupName = /html|markup|svg|icon|template|snippet/i;

export const rule = defineRule({
  meta: {
    id: "javascript/html-injection",
    title: "Markup is put into the page from a changing value",
    description: "A value with a script or an event handler in it runs in the page of whoever looks at it.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-79"],
    securitySeverity: 6.1,
    remediationMinutes: 20,
    unproven: "It needs a browser's page.",
    precision: { sampled: 2, true: 2, on: "adminjs 7.8, anyproxy 4.1, directus-api 23.3, formio 4.6, homebridge-config-ui-x 5.10, medusajs-medusa 2.21, mountebank 2.9, prerender 5.21, solid-server 5.8, stubby 5.1, wetty 3.2, whistle 2.10, zigbee2mqtt 2.14, appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
    options: { reportUnknown: { default: false, description: "Also report markup that was made elsewhere and does not visibly come from outside" } },
    equivalents: { eslint: ["no-unsanitized/property", "no-unsanitized/method", "react/no-danger"] },
  },
  words: [["innerHTML", "outerHTML", "srcdoc", "write", "writeln", "insertAdjacentHTML", "createContextualFragment", "setHTMLUnsafe", "dangerouslySetInnerHTML"]],
  kinds: [Kind.Assignment, Kind.AugmentedAssignment, Kind.Call, Kind.JsxAttribute],
  check(file, node, options) {
    const found = findMarkup(file, node);
    if (found === undefined || found.value === noNode) return;
    if (file.constant(found.value) !== undefined || isSanitized(file, found.value) || isMarkupElsewhere(file, found.value)) return;
    const built = findBuiltString(file, found.value);
    const changing = built?.parts.filter((part) => !isHarmless(file, part)) ?? [];
    if (built !== undefined && changing.length === 0) return;
    if (isFixedText(file, found.value)) return;
    const traces = [found.value, ...argumentsOf(file, found.value)].map((value) => tracePath(file, { sink: node, sinkNote: "markup of the page", value, stepNote: "markup put together" }));
    const outside = traces.find((steps) => steps.some((step) => step.kind === "source"));
    const isOutside = outside !== undefined;
    const isText = changing.some((part) => !isMadeElsewhere(file, part)) || isOwnMarkup(file, found.value);
    // `dangerouslySetInnerHTML` says by its name that somebody is to look at it.
    const isNamedDangerous = found.sink === "dangerouslySetInnerHTML" && !isTestPath(file.path);
    if (!isOutside && !isText && !isNamedDangerous && options.reportUnknown !== true) return;
    file.report({
      at: node,
      confidence: isOutside ? "high" : "low",
      severity: isOutside ? "error" : isText && !isTestPath(file.path) ? "warning" : "info",
      message: `\`${found.sink}\` takes markup from ${quoteCode(file, changing[0] ?? found.value)}, which is not escaped here.`,
      trace: outside ?? traces[0]!,
    });
  },
});

/** What a call makes markup of. */
function argumentsOf(file: FileView, value: NodeId): readonly NodeId[] {
  return file.tree.kind[value] === Kind.Call ? childrenOf(file.tree, value, Role.Argument) : [];
}

function findMarkup(file: FileView, node: NodeId): { sink: string; value: NodeId } | undefined {
  const { tree } = file;
  switch (tree.kind[node]) {
    case Kind.Assignment:
    case Kind.AugmentedAssignment: {
      const target = childOf(tree, node, Role.Target);
      if (tree.kind[target] !== Kind.Attribute || !properties.has(nameOf(tree, target))) return undefined;
      return { sink: nameOf(tree, target), value: childOf(tree, node, Role.Value) };
    }
    case Kind.Call:
      return findInCall(file, node);
    default: {
      if (nameOf(tree, node) !== "dangerouslySetInnerHTML") return undefined;
      const expression = childOf(tree, node, Role.Value);
      const object = expression === noNode ? noNode : childOf(tree, expression, Role.Value);
      if (object === noNode || tree.kind[object] !== Kind.Dictionary) return undefined;
      const pair = childrenOf(tree, object).find((entry) => nameOf(tree, entry) === "__html");
      return pair === undefined ? undefined : { sink: "dangerouslySetInnerHTML", value: childOf(tree, pair, Role.Value) };
    }
  }
}

function findInCall(file: FileView, node: NodeId): { sink: string; value: NodeId } | undefined {
  const { tree } = file;
  const callee = childOf(tree, node, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute) return undefined;
  const values = childrenOf(tree, node, Role.Argument);
  const method = nameOf(tree, callee);
  const position = methods.get(method);
  if (position !== undefined) return { sink: method, value: values[position] ?? noNode };
  if (method !== "write" && method !== "writeln") return undefined;
  const name = file.qualifiedName(callee);
  return name !== undefined && writers.has(name) ? { sink: name, value: values[0] ?? noNode } : undefined;
}

/** What cannot begin a tag, also over one variable. */
function isHarmless(file: FileView, part: NodeId): boolean {
  if (isSanitized(file, part) || isNumberLike(file, part) || isMarkupElsewhere(file, part)) return true;
  const value = onlyValueOf(file, part);
  if (value === noNode) return false;
  if (isSanitized(file, value) || isNumberLike(file, value) || isMarkupElsewhere(file, value)) return true;
  return findBuiltString(file, value)?.parts.every((inner) => isSanitized(file, inner) || isNumberLike(file, inner)) ?? false;
}

/** What the only write of a variable gives it, or `noNode`. */
function onlyValueOf(file: FileView, part: NodeId): NodeId {
  if (file.tree.kind[part] !== Kind.Name) return noNode;
  const writes = file.scopes.bindingOf(part)?.writes ?? [];
  return writes.length === 1 ? writtenValue(file.tree, writes[0]!) : noNode;
}

/** A call, or a name that says that it holds markup. */
function isMadeElsewhere(file: FileView, part: NodeId): boolean {
  const { tree } = file;
  const kind = tree.kind[part];
  if (kind === Kind.Call) return true;
  return (kind === Kind.Name || kind === Kind.Attribute) && (markupName.test(nameOf(tree, part)) || tree.kind[onlyValueOf(file, part)] === Kind.Call);
}

/** What a function of this file makes of text that it does not escape: `render(x)`, `list.map(render).join("")`. */
function isOwnMarkup(file: FileView, value: NodeId): boolean {
  const { tree } = file;
  const made = tree.kind[value] === Kind.Call ? value : onlyValueOf(file, value);
  if (made === noNode || tree.kind[made] !== Kind.Call) return false;
  const callee = childOf(tree, made, Role.Callee);
  const maker = tree.kind[callee] === Kind.Name ? functionOf(file, callee) : functionOf(file, mappedBy(tree, callee));
  return maker !== noNode && returnsOf(tree, maker).some((result) => {
    const parts = findBuiltString(file, result)?.parts ?? [];
    return parts.some((part) => !isHarmless(file, part) && !isMadeElsewhere(file, part));
  });
}

/** `render` in `list.map(render).join`, or `noNode`. */
function mappedBy(tree: SyntaxTree, callee: NodeId): NodeId {
  if (tree.kind[callee] !== Kind.Attribute || nameOf(tree, callee) !== "join") return noNode;
  const map = childOf(tree, callee, Role.Object);
  const method = map === noNode || tree.kind[map] !== Kind.Call ? noNode : childOf(tree, map, Role.Callee);
  const isMap = method !== noNode && tree.kind[method] === Kind.Attribute && nameOf(tree, method) === "map";
  return isMap ? childOf(tree, map, Role.Argument) : noNode;
}

/** The function that a name of this file stands for, or that is written there. */
function functionOf(file: FileView, node: NodeId): NodeId {
  const { tree } = file;
  if (node === noNode || isFunction(tree, node)) return node;
  const binding = tree.kind[node] === Kind.Name ? file.scopes.bindingOf(node) : undefined;
  if (binding?.kind === "function" && binding.declarations.length === 1) return tree.parent[binding.declarations[0]!]!;
  const value = binding === undefined ? noNode : onlyValueOf(file, node);
  return value !== noNode && isFunction(tree, value) ? value : noNode;
}

function isFunction(tree: SyntaxTree, node: NodeId): boolean {
  return functionKinds.has(tree.kind[node]!);
}

/** What a function gives back; those within it have their own. */
function returnsOf(tree: SyntaxTree, node: NodeId): NodeId[] {
  const body = childOf(tree, node, Role.Body);
  if (body === noNode) return [];
  if (tree.kind[body] !== Kind.Block) return [body];
  return ownNodesOf(tree, body).filter((at) => tree.kind[at] === Kind.Return && tree.subtreeEnd[at]! > at + 1).map((at) => at + 1);
}

function isSanitized(file: FileView, value: NodeId): boolean {
  const { tree } = file;
  const kind = tree.kind[value];
  if (kind === Kind.Call || kind === Kind.New) return sanitizer.test(textOf(tree, childOf(tree, value, Role.Callee)));
  if (kind === Kind.TaggedTemplate) return true;
  if (kind === Kind.Name) return sanitizer.test(nameOf(tree, value));
  return false;
}

/** Markup that was in the page before: moving it adds nothing. */
function isMarkupElsewhere(file: FileView, value: NodeId): boolean {
  return file.tree.kind[value] === Kind.Attribute && properties.has(nameOf(file.tree, value));
}

function isNumberLike(file: FileView, part: NodeId): boolean {
  const { tree } = file;
  const kind = tree.kind[part];
  if (kind === Kind.Update || kind === Kind.Number) return true;
  if (kind === Kind.Attribute) return nameOf(tree, part) === "length";
  if (kind === Kind.Call) return /^(?:Number|parseInt|parseFloat|Math\.\w+|Date\.now|.*\.(?:toFixed|toPrecision|getTime|indexOf))$/s.test(textOf(tree, childOf(tree, part, Role.Callee)));
  return kind === Kind.Binary && /^[-*/%]$/.test(nameOf(tree, part));
}
