// TypeScript on Node: compiled inside the sandbox, as it is loaded, by the TypeScript compiler.
import { createRequire } from "node:module";
import { AssayError } from "../../model/errors.ts";
import { NODE_OUT_OF_MEMORY, NODE_RESERVED_BYTES, nodeFlags } from "./javascript.ts";
import { chooseMainFile, textFile, type LanguageSupport } from "./language-support.ts";
import { TYPESCRIPT_HOOKS } from "./typescript-hooks.ts";
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
    const flags = [...nodeFlags(context.request.memoryBytes), "--enable-source-maps", "--import", hooks];
    return {
      command: [context.interpreterPath, ...flags, path, ...context.request.arguments],
      seeds: [
        textFile(path, context.request.code ?? ""),
        textFile(hooks, TYPESCRIPT_HOOKS.replace("%TYPESCRIPT%", compiler)),
      ],
      ownFiles: [main],
      environment: {},
      supportFiles: [{ source: findCompiler(), path: compiler }],
    };
  },
};

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
