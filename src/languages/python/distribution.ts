// Tells whether a folder of Python files is less than the project: a part of it, or a distribution without all that uses its code in the repository.

import type { PlacedProject } from "../../syntax/module-facts.ts";

/** What describes a project to its installers. */
export const manifestNames: readonly string[] = ["pyproject.toml", "setup.cfg", "setup.py"];

const documents = /^(?:docs?|documentation)$/i;
const tests = /(?:^|\/)(?:tests?|testing|t)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?)\.py$/i;

/** True below the folder of a project's manifest: its other folders may use this one. */
export function isPartOfProject({ manifestNamesAbove }: PlacedProject): boolean {
  return manifestNames.some((name) => manifestNamesAbove.has(name));
}

/**
 * A wheel has neither tests nor documents, a source distribution often one of them only; both call private functions:
 * Sphinx's directives name the function that they document.
 */
export function lacksOwnUsers({ paths, rootNames }: PlacedProject): boolean {
  if (rootNames.some((name) => name.endsWith(".dist-info"))) return true;
  if (!rootNames.includes("PKG-INFO")) return false;
  return !rootNames.some((name) => documents.test(name)) || ![...paths].some((path) => tests.test(path));
}
