// python/unused-import: an imported name that nothing in the file uses.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { Binding, FileView, NodeId } from "../../../src/rule-kit/index.ts";
import { removalOf } from "./removal.ts";
import { exportedNames, isFeatureProbe, namesInText } from "./other-uses.ts";

export const rule = defineRule({
  meta: {
    id: "python/unused-import",
    title: "An import is not used",
    description: "It costs start-up time and a reader's attention; often a rename or a deletion was not finished.",
    languages: ["python"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 1,
    precision: { sampled: 64, true: 64, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, black 26" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["F401"], flake8: ["F401"], pylint: ["W0611", "unused-import"] },
    options: {
      reportPackageFiles: { default: false, description: "Also report imports in `__init__.py`, which are mostly there for others to import" },
    },
  },
  words: [],
  kinds: [Kind.Import, Kind.ImportFrom],
  check(file, node, options) {
    const { tree } = file;
    const items = childrenOf(tree, node, Role.Item);
    if (items.length === 0 || nameOf(tree, node) === "__future__") return;
    if (options.reportPackageFiles !== true && /(?:^|\/)__init__\.pyi?$/.test(file.path)) return;
    const candidates = items.filter((item) => isUnread(file, item));
    if (candidates.length === 0 || isFacade(file) || hasFileWaiver(file) || isWaived(file, node) || isFeatureProbe(file, node)) return;
    const exported = exportedNames(file);
    // Who computes what a module exports may export everything.
    if (exported === undefined) return;
    const inText = namesInText(file);
    const unused = candidates.filter((item) => {
      const name = localName(file, item);
      return !exported.has(name) && !inText.has(name);
    });
    for (const item of unused) {
      const name = localName(file, item);
      const isSubmodule = tree.kind[item] === Kind.ImportModule && nameOf(tree, item).includes(".") && childOf(tree, item, Role.Local) === noNode;
      const edit = removalOf(file, node, items, unused);
      file.report({
        at: item,
        // `import a.b` may be there for what loading b does.
        confidence: isSubmodule ? "low" : "high",
        message: `\`${isSubmodule ? nameOf(tree, item) : name}\` is imported and not used.`,
        ...(edit === undefined
          ? {}
          : { fix: { description: unused.length === 1 ? `Remove the import of \`${name}\`` : "Remove the unused imports", safety: "unsafe", edits: edit } }),
      });
    }
  },
});

/** The name that the file calls it by. */
function localName(file: FileView, item: NodeId): string {
  return file.scopes.bindingOf(item)?.name ?? "";
}

function isUnread(file: FileView, item: NodeId): boolean {
  const { tree } = file;
  const binding = file.scopes.bindingOf(item);
  if (binding === undefined || binding.reads.length > 0 || /^_+$/.test(binding.name)) return false;
  if (!isOnlyImported(file, binding) || binding.scope.kind === "class") return false;
  if (isReadInClass(file, binding.name)) return false;
  // `import a as a`, `from m import a as a`: the way to say that others may import it from here.
  const local = childOf(tree, item, Role.Local);
  if (local !== noNode && nameOf(tree, local) === nameOf(tree, item)) return false;
  // `import a` beside `import a.b` in a function prepares the other.
  if (binding.declarations.some((declaration) => declaration !== item && nameOf(tree, declaration).startsWith(`${binding.name}.`))) return false;
  // `import a.b` inside a function is there for its effect.
  return !(tree.kind[item] === Kind.ImportModule && binding.scope.kind === "function" && local === noNode && nameOf(tree, item).includes("."));
}

/** In the body of a class, `uuid = Field(uuid.uuid4)` reads the outer name before its own exists. */
function isReadInClass(file: FileView, name: string): boolean {
  return file.scopes.scopes.some((scope) => {
    const own = scope.kind === "class" ? scope.bindings.get(name) : undefined;
    return own !== undefined && own.reads.some((read) => file.scopes.scopeOf(read) === scope);
  });
}

/** A module that only gathers names for others to import, or says by its name that it does. */
function isFacade(file: FileView): boolean {
  const { tree } = file;
  if (/(?:^|[/_])compat\.pyi?$/.test(file.path)) return true;
  return childrenOf(tree, 0, Role.Body).every((statement) => {
    const kind = tree.kind[statement]!;
    return kind === Kind.Import || kind === Kind.ImportFrom || kind === Kind.Try || (kind === Kind.ExpressionStatement && tree.kind[statement + 1] === Kind.String);
  });
}

/** A name that is assigned or defined as well is told about by other rules. */
function isOnlyImported(file: FileView, binding: Binding): boolean {
  const { tree } = file;
  return binding.declarations.every((declaration) => {
    const kind = tree.kind[declaration] === Kind.ImportModule ? Kind.ImportModule : tree.kind[tree.parent[declaration]!];
    return kind === Kind.ImportModule || kind === Kind.ImportSpecifier;
  });
}

/** `# flake8: noqa`, `# ruff: noqa` for the whole file, all codes or this one. */
function hasFileWaiver(file: FileView): boolean {
  return /^[ \t]*#[ \t]*(?:flake8|ruff)[:=][ \t]*noqa(?:[ \t]*$|:[^\n]*\bF401)/im.test(file.tree.text);
}

/** A `# noqa` on the first or last line of the statement speaks for all names of it. */
function isWaived(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const lines = [tree.start[statement]!, tree.end[statement]!].map((offset) => {
    const end = tree.text.indexOf("\n", offset);
    return tree.text.slice(tree.text.lastIndexOf("\n", offset - 1) + 1, end < 0 ? undefined : end);
  });
  // As flake8 reads it: without codes it speaks for all.
  return lines.some((line) => /#\s*noqa(?!\s*:\s*[A-Z]+\d)|#\s*noqa\s*:.*\bF401|pylint:\s*disable=.*unused-import/i.test(line));
}
