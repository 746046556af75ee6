// The text of the Node hooks that compile TypeScript inside the sandbox, module by module as it is loaded.

/** How the compiler is loaded, inside and where its code cache is made; V8 takes the cache for this very text only. */
const LOAD_COMPILER = String.raw`
function loadCompilerFrom(path, cache) {
  const source = "(function (exports, require, module, __filename, __dirname) {" + readFileSync(path, "utf8") + "\n})";
  const script = new Script(source, { filename: "typescript.cjs", cachedData: existsSync(cache) ? readFileSync(cache) : undefined });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return { compiler: module.exports, script };
}
`;

/** A program that writes the compiler's code cache; its arguments are the compiler and the file to write. */
export const MAKE_COMPILER_CACHE = String.raw`
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");
${LOAD_COMPILER}
const [compilerPath, target] = process.argv.slice(1);
const { compiler, script } = loadCompilerFrom(compilerPath, "");
// What a usual program needs is compiled now, so that the cache holds it.
const sample = "import x = require('y'); enum A { B } namespace N { export const c = 1 } @d class C<T> { constructor(private e: T) {} @d m(): void {} } export {};";
for (const module of [compiler.ModuleKind.ESNext, compiler.ModuleKind.CommonJS]) {
  compiler.transpileModule(sample, { reportDiagnostics: true, compilerOptions: { target: compiler.ScriptTarget.ES2022, module, inlineSourceMap: true, esModuleInterop: true } });
}
writeFileSync(target, script.createCachedData());
`;

/**
 * Compiling happens inside because source text is hostile too: what makes a compiler loop or overflow then meets the
 * run's own limits and not the service. The TypeScript compiler is used, and not a faster one, because it alone has
 * enums, namespaces, both kinds of decorators, metadata, `import =` and `export =`. `%TYPESCRIPT%` and
 * `%CACHE%` are the paths of the compiler and of its code cache.
 */
export const TYPESCRIPT_HOOKS = String.raw`
import { readFileSync, existsSync, statSync } from "node:fs";
import { createRequire, register } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { fileURLToPath, pathToFileURL } from "node:url";

${LOAD_COMPILER}
const COMPILER = "%TYPESCRIPT%";
const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts"];
const SOURCE = /\.(?:[cm]?ts|tsx)$/;
let compiler;
const loadCompiler = () => (compiler ??= loadCompilerFrom(COMPILER, "%CACHE%").compiler);

function findFile(path) {
  const candidates = [path];
  const written = /^(.*)\.([cm]?)js(x?)$/.exec(path);
  if (written) candidates.push(written[1] + "." + written[2] + "ts" + written[3], written[1] + ".tsx");
  for (const extension of EXTENSIONS) candidates.push(path + extension);
  for (const extension of [...EXTENSIONS, ".js", ".json"]) candidates.push(join(path, "index" + extension));
  candidates.push(path + ".js", path + ".json");
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

export async function resolve(specifier, context, nextResolve) {
  const isPath = /^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(specifier);
  if (isPath && context.parentURL?.startsWith("file:")) {
    const url = new URL(specifier, context.parentURL);
    const found = findFile(fileURLToPath(url));
    if (found) return nextResolve(pathToFileURL(found).href, context);
  }
  return nextResolve(specifier, context);
}

export async function load(url, context, nextLoad) {
  if (!url.startsWith("file:") || !SOURCE.test(new URL(url).pathname) || url.includes("/node_modules/")) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const { format, source } = compile(path, readFileSync(path, "utf8"));
  return { format, source, shortCircuit: true };
}

function compile(path, text) {
  const ts = loadCompiler();
  const settings = readSettings(ts, dirname(path));
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const seen = inspect(ts, tree);
  const isModule = path.endsWith(".mts") || (!path.endsWith(".cts") && chooseModule(seen, dirname(path)));
  const result = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      experimentalDecorators: settings.experimentalDecorators ?? seen.hasLegacyDecorators,
      emitDecoratorMetadata: settings.emitDecoratorMetadata ?? seen.hasLegacyDecorators,
      useDefineForClassFields: settings.useDefineForClassFields ?? !seen.hasLegacyDecorators,
      jsx: settings.jsx ?? ts.JsxEmit.React,
      inlineSourceMap: true,
      verbatimModuleSyntax: false,
      isolatedModules: true,
    },
  });
  const problems = (result.diagnostics ?? []).filter((problem) => problem.category === ts.DiagnosticCategory.Error);
  if (problems.length > 0) {
    const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => process.cwd(), getNewLine: () => "\n" };
    throw new SyntaxError(ts.formatDiagnostics(problems.slice(0, 20), host).trim());
  }
  return { format: isModule ? "module" : "commonjs", source: result.outputText };
}

// What the syntax says about the kind of module and the kind of decorators.
function inspect(ts, tree) {
  const seen = { hasImport: false, hasRequire: false, hasTopLevelAwait: false, hasMeta: false, hasEquals: false, hasLegacyDecorators: false };
  const functions = new Map();
  const decorators = [];
  const visit = (node, isInFunction) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node) && !node.isExportEquals) seen.hasImport = true;
    if (ts.canHaveModifiers(node) && node.parent === tree && ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) seen.hasImport = true;
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference) || ts.isExportAssignment(node) && node.isExportEquals) seen.hasEquals = true;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "require") seen.hasRequire = true;
    if (ts.isIdentifier(node) && (node.text === "__dirname" || node.text === "__filename") && !ts.isVariableDeclaration(node.parent)) seen.hasRequire = true;
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && (node.expression.text === "module" || node.expression.text === "require")) seen.hasRequire = true;
    if (ts.isMetaProperty(node)) seen.hasMeta = true;
    if (!isInFunction && (ts.isAwaitExpression(node) || ts.isForOfStatement(node) && node.awaitModifier)) seen.hasTopLevelAwait = true;
    if (ts.isFunctionDeclaration(node) && node.name) functions.set(node.name.text, node);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer))) functions.set(node.name.text, node.initializer);
    if (ts.isDecorator(node)) decorators.push(node);
    const entersFunction = isInFunction || ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration?.(node);
    ts.forEachChild(node, (child) => visit(child, entersFunction));
  };
  visit(tree, false);
  seen.hasLegacyDecorators = decorators.some((decorator) => isLegacy(ts, decorator, functions));
  return seen;
}

// TypeScript 5 has the standard's decorators unless told otherwise; a decorator of the older kind shows by its place
// on a parameter, or by its function's parameters: (target, key, descriptor) and not (value, context).
function isLegacy(ts, decorator, functions) {
  if (ts.isParameter(decorator.parent)) return true;
  const isFactory = ts.isCallExpression(decorator.expression);
  const name = isFactory ? decorator.expression.expression : decorator.expression;
  let target = ts.isIdentifier(name) ? functions.get(name.text) : undefined;
  if (target && isFactory) target = returnedFunction(ts, target);
  if (!target) return false;
  const parameters = target.parameters.filter((parameter) => parameter.name.getText() !== "this");
  const text = parameters.map((parameter) => parameter.getText()).join(",");
  if (/Context\b/.test(text)) return false;
  if (parameters.length >= 3 || /PropertyDescriptor|\bpropertyKey\b/.test(text)) return true;
  return parameters.length === 2 && /^\w+\s*\??:\s*(?:string|symbol|PropertyKey)/.test(parameters[1].getText());
}

function returnedFunction(ts, target) {
  const isFunction = (node) => node && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
  if (isFunction(target.body)) return target.body;
  let found;
  const visit = (node) => {
    if (!found && ts.isReturnStatement(node) && isFunction(node.expression)) found = node.expression;
    if (!found && !ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  if (target.body) ts.forEachChild(target.body, visit);
  return found;
}

function chooseModule(seen, folder) {
  if (seen.hasEquals) return false;
  if (seen.hasTopLevelAwait || seen.hasMeta) return true;
  if (seen.hasRequire) return false;
  if (seen.hasImport) return true;
  return packageType(folder) === "module";
}

function packageType(folder) {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return JSON.parse(readFileSync(join(at, "package.json"), "utf8")).type;
    } catch {}
    if (at === dirname(at)) return undefined;
  }
}

const settingsByFolder = new Map();
function readSettings(ts, folder) {
  if (!settingsByFolder.has(folder)) {
    const path = ts.findConfigFile(folder, ts.sys.fileExists);
    const raw = path === undefined ? {} : (ts.readConfigFile(path, ts.sys.readFile).config?.compilerOptions ?? {});
    settingsByFolder.set(folder, ts.convertCompilerOptionsFromJson(raw, folder).options);
  }
  return settingsByFolder.get(folder);
}

// --import runs this file in the main thread and in every worker; the hooks thread itself must not register again.
if (!globalThis[Symbol.for("assay.typescript")]) {
  globalThis[Symbol.for("assay.typescript")] = true;
  if (new URL(import.meta.url).searchParams.get("hooks") === null) register(import.meta.url + "?hooks");
}
`;
