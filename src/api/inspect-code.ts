// Scans and measures code at hand or paths of the served project, on behalf of a server's clients.

import { join } from "node:path";
import { AssayError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { findGitRoot, findRoot, isInside } from "../source/find-root.ts";
import type { AnalysisOptions } from "./analysis-service.ts";
import type { Measurement } from "./measure.ts";
import type { ServerServices } from "./server-services.ts";
import { languageOfFileName, snippetName } from "./snippet-names.ts";

/** Either code with its language or file name, or paths inside the project. */
export interface CodeSelection {
  readonly code?: string | undefined;
  readonly language?: string | undefined;
  /** Names the code, and is what settings for paths see; it need not exist. */
  readonly fileName?: string | undefined;
  /** Relative to the project. */
  readonly paths?: readonly string[] | undefined;
  /** Only files that changed since this git revision. */
  readonly since?: string | undefined;
}

/** A text of this many bytes is refused: the analysis of one takes too long to wait for. */
const largestCodeBytes = 1024 * 1024;

/** Scans with every rule. Settings files that are code are not run: the project may be anybody's. */
export async function inspectCode(services: ServerServices, selection: CodeSelection, options: AnalysisOptions): Promise<Report> {
  const { root } = services.settings;
  const text = readSelection(selection, root);
  const analysis = await services.analysis();
  const request = {
    cwd: root,
    paths: text === undefined ? (selection.paths ?? []) : [],
    ...(text === undefined ? {} : { stdin: text }),
    since: selection.since,
    isTrusted: false,
    hasIgnores: true,
    today: new Date().toISOString().slice(0, 10),
    ...(text === undefined && !services.settings.isReadOnly ? { cache: {} } : {}),
  };
  return (await analysis.run({ type: "scan", request }, options)).report;
}

/** Figures of the text, or of every file below the paths, and their sums. */
export async function measureSelection(
  services: ServerServices,
  selection: CodeSelection,
  options: AnalysisOptions & { readonly hasDuplication?: boolean | undefined },
): Promise<Measurement> {
  const { root } = services.settings;
  const text = readSelection(selection, root);
  const analysis = await services.analysis();
  if (text !== undefined) return analysis.run({ type: "measure-text", ...text }, options);
  const request = {
    cwd: root,
    paths: selection.paths ?? [],
    compatibility: undefined,
    hasDuplication: options.hasDuplication,
    isTrusted: false,
    hasIgnores: true,
  };
  return analysis.run({ type: "measure", request }, options);
}

/** The text to look at, or undefined for paths, each of which lies inside the project. Throws `usage` or `path-outside-root`. */
function readSelection(selection: CodeSelection, root: string): { readonly fileName: string; readonly text: string } | undefined {
  const { code, paths } = selection;
  if (code === undefined) {
    checkPaths(paths ?? [], root);
    return undefined;
  }
  if (paths !== undefined) throw usage("Give either `code` or `paths`, not both.");
  if (Buffer.byteLength(code) > largestCodeBytes) {
    throw new AssayError({
      code: "limit-exceeded",
      message: `The code is larger than ${largestCodeBytes} bytes.`,
      nextStep: "Write it to a file and name it in `paths`.",
    });
  }
  return { fileName: nameCode(selection), text: code };
}

function nameCode({ fileName, language }: CodeSelection): string {
  if (fileName === undefined) {
    if (language === undefined) throw usage("Code needs its `language`, or a `fileName` that tells it.");
    return snippetName(language);
  }
  if (fileName.startsWith("/") || fileName.split("/").includes("..")) throw usage("`fileName` is a path inside the project.");
  languageOfFileName(fileName);
  return fileName;
}

function checkPaths(paths: readonly string[], root: string): void {
  const allowed = findGitRoot(root) ?? root;
  const found = findRoot(paths, root);
  const outside = found.targets.find((target) => !isInside(join(found.root, target.path), allowed));
  if (outside === undefined) return;
  throw new AssayError({
    code: "path-outside-root",
    message: `${JSON.stringify(outside.named)} lies outside of the served project.`,
    nextStep: "Name paths inside the project, or start a server in the other one.",
  });
}

function usage(message: string): AssayError {
  return new AssayError({ code: "usage", message, nextStep: "Send `code` with `language`, or `paths`." });
}
