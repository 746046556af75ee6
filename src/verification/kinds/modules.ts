// Kinds of flaws in which outside text chooses the module that is loaded, and so the code that runs.

import { normalizePath } from "../../analyzers/symbolic/dialects/text-tools.ts";
import { MARK, known, nothing } from "../../analyzers/symbolic/values.ts";
import { argumentOf, breachOf, type FlawKind } from "./flaw-kind.ts";

const loads = /^(?:import\(\)|require|module\.require)$/;
const up = "../".repeat(12);

/** A package or a file of the attacker's choice: a name below a folder of the program's own is none. */
function isStrange(whole: string): boolean {
  const normal = normalizePath(whole.replaceAll("\\", "/"));
  return whole.startsWith(MARK) || new RegExp(`^(?:\\.\\./)*\\.\\./(?:[^/]+/)*?${MARK}/${MARK}|^/+${MARK}/${MARK}`).test(normal);
}

/** A module is loaded by a name from outside. */
export const moduleLoading: FlawKind = {
  id: "module-loading",
  isServedByLookUp: true,
  isServedByAnswer: true,
  cwe: ["CWE-829", "CWE-98"],
  attackText: /[^\w-]/,
  namesFiles: true,
  payloads: [`${up}${MARK}/${MARK}`, `/${MARK}/${MARK}`, `${MARK}-${MARK}`, "....//".repeat(12) + `${MARK}/${MARK}`, "..././".repeat(12) + `${MARK}/${MARK}`, `${MARK}.${MARK}`],
  remedies: /(?:^|\.)(?:basename|Number|parseInt)$/,
  family: /^import\(\)$|(?:^|\.)(?:require|get|readFile\w*|load\w*)$/,
  judge: (event) => (loads.test(event.name) ? breachOf(event.arguments.positional[0], moduleLoading.remedies, isStrange) : undefined),
};

const loadsByName = /^(?:(?:builtins\.)?__import__|importlib\.(?:import_module|__import__)|imp\.load_source|runpy\.run_(?:module|path)|pydoc\.locate|django\.utils\.module_loading\.import_string|werkzeug\.utils\.import_string)$/;

/** Modules that run commands and that few think of: they pass patterns of names and lists of dangerous words. */
const runners: ReadonlySet<string> = new Set(["pty", "posix", "timeit"]);

/** Behind the program's own package there is no more to choose than what that holds. */
function leavesPackage(whole: string): boolean {
  return !whole.startsWith(".") && whole.split(/[.:]/, 1)[0]!.includes(MARK);
}

/** Any module of the machine is loaded. */
export const moduleChoice: FlawKind = {
  id: "module-choice",
  isServedByAnswer: true,
  isServedByLookUp: true,
  cwe: ["CWE-829", "CWE-470", "CWE-706"],
  // Every name that is not listed is turned away.
  attackText: /^/,
  isText: true,
  payloads: [`${MARK}.${MARK}`, `${MARK}:${MARK}`, `${MARK}`, "pty:spawn", "pty.spawn", "pty", "posix:system", "posix", "timeit"],
  remedies: /(?:^|\.)(?:int|float|len|bool)$/,
  family: /(?:^|\.)(?:import_module|__import__|import_string|load_source|run_module|run_path|locate|get|getattr|return)$/,
  judge: (event) => {
    if (!loadsByName.test(event.name)) return undefined;
    const value = argumentOf(event, 0, "name", "mod_name", "dotted_path");
    const whole = known(value ?? nothing) ?? "";
    if (runners.has(whole.split(/[.:]/, 1)[0]!)) return { shown: whole, through: [] };
    return breachOf(value, moduleChoice.remedies, leavesPackage);
  },
};
