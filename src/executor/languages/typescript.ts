// TypeScript on Node: compiled inside the sandbox, as it is loaded, by the TypeScript compiler.
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import { heapMebibytes, NODE_OUT_OF_MEMORY, NODE_RESERVED_BYTES, nodeFlags } from "./javascript.ts";
import { chooseMainFile, textFile, type LanguageContext, type LanguageSupport } from "./language-support.ts";
import { MAKE_COMPILER_CACHE, TYPESCRIPT_HOOKS } from "./typescript-hooks.ts";
import { npmPackages } from "../packages/npm-packages.ts";

/** Runs TypeScript code. */
export const typescript: LanguageSupport = {
  id: "typescript",
  aliases: ["ts", "tsx", "mts", "cts"],
  interpreter: "node",
  packages: npmPackages,
  reservedBytes: NODE_RESERVED_BYTES,
  outOfMemoryMessage: NODE_OUT_OF_MEMORY,
  prepare: (context) => {
    const main = chooseMainFile(context, "ts");
    const path = `${context.workspacePath}/${main}`;
    const hooks = `${context.controlPath}/typescript-hooks.mjs`;
    const compiler = `${context.controlPath}/typescript.cjs`;
    const cache = `${context.controlPath}/typescript.cache`;
    const flags = [...nodeFlags(context.request.memoryBytes), "--enable-source-maps", "--import", hooks];
    return {
      command: [context.interpreterPath, ...flags, path, ...context.request.arguments],
      seeds: [
        textFile(path, context.request.code ?? ""),
        textFile(hooks, TYPESCRIPT_HOOKS.replace("%TYPESCRIPT%", compiler).replace("%CACHE%", cache)),
      ],
      ownFiles: [main],
      environment: {},
      supportFiles: [
        { source: findCompiler(), path: compiler },
        { ...describeCompilerCache(context), path: cache },
      ],
    };
  },
};

/**
 * V8's code cache makes loading the compiler several times faster. It is made by the service and never by a run, since
 * V8 trusts it, and V8 takes it only for the same version and the same heap limit.
 */
function describeCompilerCache(context: LanguageContext): { source: string; build: readonly string[] } {
  const heap = heapMebibytes(context.request.memoryBytes);
  const compiler = findCompiler();
  const status = statSync(compiler);
  const name = `typescript-${process.versions.v8}-${process.arch}-${status.size}-${Math.trunc(status.mtimeMs)}-${heap}.cache`;
  const build = [context.interpreterPath, `--max-old-space-size=${heap}`, "-e", MAKE_COMPILER_CACHE, compiler];
  return { source: join(context.cacheFolder, name), build };
}

function findCompiler(): string {
  try {
    return createRequire(import.meta.url).resolve("typescript");
  } catch (error) {
    throw new AssayError({
      code: "not-available",
      message: "Running TypeScript needs the npm package `typescript`, which is not installed.",
      nextStep: "Install it beside assay: `npm install typescript`.",
      cause: error,
    });
  }
}
