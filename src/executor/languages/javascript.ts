// JavaScript on Node: ECMAScript modules and CommonJS, told apart by the code where no package.json decides.
import { chooseMainFile, textFile, type LanguageContext, type LanguageSupport } from "./language-support.ts";
import { JAVASCRIPT_SESSION } from "../sessions/javascript-session.ts";
import { npmPackages } from "../packages/npm-packages.ts";

// Node's own heap limit follows the host's memory; a limit below the run's makes it collect in time.
const HEAP_SHARE = 0.75;
const MEBIBYTE = 1024 * 1024;

/** Flags for every Node of a run, within its memory. */
export function nodeFlags(memoryBytes: number): string[] {
  return [`--max-old-space-size=${heapMebibytes(memoryBytes)}`, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"];
}

/** The heap limit for a run's memory. */
export function heapMebibytes(memoryBytes: number): number {
  return Math.max(16, Math.floor((memoryBytes * HEAP_SHARE) / MEBIBYTE));
}

/** Stacks of Node's own threads and spare room of V8's heaps. */
export const NODE_RESERVED_BYTES = 160 * MEBIBYTE;

/** What V8 prints when its heap is used up. */
export const NODE_OUT_OF_MEMORY = /heap out of memory|Array buffer allocation failed|ERR_WORKER_OUT_OF_MEMORY/;

/** Runs JavaScript code. */
export const javascript: LanguageSupport = {
  id: "javascript",
  aliases: ["js", "node", "mjs", "cjs"],
  interpreter: "node",
  packages: npmPackages,
  session: { fileName: "session.cjs", text: JAVASCRIPT_SESSION, flags: [] },
  reservedBytes: NODE_RESERVED_BYTES,
  outOfMemoryMessage: NODE_OUT_OF_MEMORY,
  prepare: (context) => {
    const main = chooseMainFile(context, chooseExtension(context));
    const path = `${context.workspacePath}/${main}`;
    return {
      command: [context.interpreterPath, ...nodeFlags(context.request.memoryBytes), path, ...context.request.arguments],
      seeds: [textFile(path, context.request.code ?? "")],
      ownFiles: [main],
      environment: {},
      supportFiles: [],
    };
  },
};

/**
 * Node itself tells modules from CommonJS in a `.js` file, except below a package.json that says `type`. There code
 * that is plainly of the other kind gets the extension that says so.
 */
function chooseExtension(context: LanguageContext): string {
  const code = context.request.code ?? "";
  const isModule = /^\s*(?:import\s+[\w*{'"]|export\s+(?:default|const|let|var|function|class|async|\{|\*))/m.test(code);
  const isCommonJs = !isModule && /\brequire\s*\(|\bmodule\.exports\b|\b__dirname\b/.test(code);
  const type = declaredModuleType(context);
  if (type === "module" && isCommonJs) return "cjs";
  if (type === "commonjs" && isModule) return "mjs";
  return "js";
}

function declaredModuleType(context: LanguageContext): string | undefined {
  const placed = context.request.files.find((file) => file.path === "package.json")?.content;
  const text = placed === undefined ? context.readWorkspaceText("package.json") : Buffer.from(placed).toString("utf8");
  try {
    const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
    const type: unknown = typeof parsed === "object" && parsed !== null && "type" in parsed ? parsed.type : undefined;
    return typeof type === "string" ? type : undefined;
  } catch {
    // A broken package.json is the program's own affair: Node will say so.
    return undefined;
  }
}
