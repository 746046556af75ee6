// The programs that the rules' proofs are tried on, as they lie beside the rules.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ProofJob } from "../../src/api/proofs/run-proofs.ts";
import type { RuleMeta } from "../../src/model/rule.ts";

export interface ProofExample extends ProofJob {
  readonly kind: "bad" | "fixed" | "good";
  /** What tells the program from its rule's others: `view` of `bad-view.py`. */
  readonly shape: string;
  readonly text: string;
}

/** Every program of the rules that have proofs; `root` is the folder of the rules. */
export function readProofExamples(root: string, metas: readonly RuleMeta[]): ProofExample[] {
  return metas.flatMap(({ id, proof }) => {
    const folder = join(root, id);
    if (proof === undefined) return [];
    return readdirSync(folder).sort().flatMap((name): ProofExample[] => {
      const text = readFileSync(join(folder, name), "utf8");
      const [, kind, shape] = /^(bad|fixed|good)-?(.*)\.\w+$/.exec(name) ?? [];
      const [, callable, parameter] = /^(?:#|\/\/) proof: (.+)\(([^()]+)\)$/m.exec(text) ?? [];
      if (kind === undefined || callable === undefined || parameter === undefined) return [];
      // The name says nothing, and neither does the folder: a proof knows only what it is asked.
      const file = `program.${name.split(".").at(-1)!}`;
      return [{ id: `${id}/${name}`, ruleId: id, proof, folder: `jobs/${id}/${name}`, target: { file, callable, parameter }, kind: kind as ProofExample["kind"], shape: shape ?? "", text }];
    });
  });
}

/** What is placed for the programs to be run. */
export function filesOf(programs: readonly ProofExample[]): { path: string; content: string }[] {
  return programs.map(({ folder, target, text }) => ({ path: `${folder}/${target.file}`, content: text }));
}
