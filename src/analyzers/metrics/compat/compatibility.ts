// The compatibility modes: each declares which languages its tool reads and what it counts otherwise than we do.

import { AssayError } from "../../../model/errors.ts";
import type { FileFigures } from "../figures.ts";
import { measureLike } from "../measure-file.ts";
import type { FileToMeasure } from "../measure-file.ts";
import { weighEslint } from "./eslint.ts";
import { measureLikeEscomplex } from "./escomplex.ts";
import { measureLikeRadon } from "./radon.ts";
import { measureSonarCognitive } from "./sonar.ts";

/** Measures as one tool does. Files of languages that it does not read keep our own figures. */
export interface Compatibility {
  readonly id: string;
  /** The tool and its version, for people. */
  readonly title: string;
  readonly languages: ReadonlySet<string>;
  readonly measure: (file: FileToMeasure) => FileFigures;
}

const scripts: ReadonlySet<string> = new Set(["javascript", "typescript"]);

export const compatibilities: readonly Compatibility[] = [
  { id: "radon", title: "radon 6.0.1", languages: new Set(["python"]), measure: measureLikeRadon },
  {
    id: "eslint",
    title: "ESLint 10.15.0, rule complexity",
    languages: scripts,
    measure: (file) => measureLike(file, { hasImplicitFunctions: true, weigh: weighEslint }),
  },
  {
    id: "sonar",
    title: "eslint-plugin-sonarjs 4.2.2, rule cognitive-complexity",
    languages: scripts,
    measure: (file) => measureLike(file, { cognitive: measureSonarCognitive }),
  },
  {
    id: "escomplex",
    title: "escomplex 1.3.0 with escomplex-ast-moz 0.2.1",
    languages: new Set(["javascript"]),
    measure: measureLikeEscomplex,
  },
];

const byId = new Map(compatibilities.map((entry) => [entry.id, entry]));

export function findCompatibility(id: string): Compatibility {
  const found = byId.get(id);
  if (found !== undefined) return found;
  throw new AssayError({
    code: "usage",
    message: `There is no compatibility mode "${id}".`,
    nextStep: `Use one of: ${[...byId.keys()].join(", ")}.`,
  });
}
