// Kinds of flaws in which outside text chooses the module that is loaded, and so the code that runs.

import { normalizePath } from "../../analyzers/symbolic/dialects/text-tools.ts";
import { MARK } from "../../analyzers/symbolic/values.ts";
import { breachOf, type FlawKind } from "./flaw-kind.ts";

const loads = /^(?:import\(\)|require|module\.require|importlib\.(?:import_module|reload)|__import__)$/;
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
  family: /^import\(\)$|(?:^|\.)(?:require|import_module|__import__|get|readFile\w*|load\w*)$/,
  judge: (event) => (loads.test(event.name) ? breachOf(event.arguments.positional[0], moduleLoading.remedies, isStrange) : undefined),
};
