// Chooses what rules' proofs are to attack: the functions and parameters through which simulated attacks came.

import { proofPrograms, proofSupport } from "../../../rules/proofs.generated.ts";
import { builtInMetas } from "../built-in-rules.ts";
import type { Entry } from "../../analyzers/symbolic/program.ts";
import type { Finding } from "../../model/finding.ts";
import type { RuleMeta, RuleProof } from "../../model/rule.ts";
import type { FoundBreach } from "../../verification/find-breaches.ts";
import { kindsOf } from "../../verification/kinds/registry.ts";
import type { ProofTarget } from "./run-proofs.ts";

/** One function to attack with one rule's proof. */
export interface PlannedProof {
  readonly ruleId: string;
  readonly proof: RuleProof;
  readonly target: ProofTarget;
}

const MAXIMUM_PROOFS = 4;

/** A rule that has a proof. */
type ProvenRule = RuleMeta & { readonly proof: RuleProof };

/** The proofs to run for findings through which attacks came, or for the attacks alone where no rule found them. */
export function planProofs(findings: readonly Finding[], breaches: readonly FoundBreach[]): PlannedProof[] {
  const planned = new Map<string, PlannedProof>();
  for (const breach of breaches) {
    const rule = ruleOf(findings, breach);
    const target = targetOf(breach);
    if (rule === undefined || target === undefined || planned.size >= MAXIMUM_PROOFS) continue;
    planned.set(`${rule.id} ${target.file} ${target.callable} ${target.parameter}`, { ruleId: rule.id, proof: rule.proof, target });
  }
  return [...planned.values()];
}

/** The same proofs with those of their packages alone that their own drivers need or the project's texts speak of: others nobody imports. */
export function withPackagesOf(planned: readonly PlannedProof[], texts: readonly string[]): PlannedProof[] {
  return planned.map((one) => {
    const spoken = [...texts, driverOf(one.ruleId)];
    return { ...one, proof: { ...one.proof, packages: one.proof.packages.filter((specification) => spoken.some((text) => text.includes(nameOf(specification)))) } };
  });
}

/** `express` of `express@5.1.0`, `flask` of `flask==3.1.3`. */
function nameOf(specification: string): string {
  return /^@?[\w./-]+?(?=[=@<>~!]|$)/.exec(specification)?.[0] ?? specification;
}

/** The text of the file that a rule's proof itself imports. */
function driverOf(ruleId: string): string {
  const program = proofPrograms.get(ruleId)?.text ?? "";
  return proofSupport.find(({ path }) => program.includes(path.replace(/^rules\//, "").replace(/\.py$/, "").replaceAll("/", program.includes("assay_proofs") ? "." : "/")))?.text ?? "";
}

/** The proven rule that found the flaw, else another for its kind of attack; always one whose proof calls functions of the entry's language. */
function ruleOf(findings: readonly Finding[], { kind, entry }: FoundBreach): ProvenRule | undefined {
  const language = entry.callee?.unit.tree.language ?? "";
  const fitting = proven.filter(({ cwe, languages }) => languages.includes(language) && kindsOf(cwe).includes(kind));
  return fitting.find(({ id }) => findings.some(({ ruleId }) => ruleId === id)) ?? fitting[0];
}

const proven = builtInMetas.filter((meta): meta is ProvenRule => meta.proof !== undefined);

/** The function and the parameter as a proof names them; undefined where the way in is none that a caller has. */
function targetOf({ entry, source }: FoundBreach): ProofTarget | undefined {
  const callable = callableOf(entry);
  const parameter = parameterOf(source);
  return callable === undefined || parameter === undefined ? undefined : { file: entry.path, callable, parameter };
}

/** `function` or `Class.method`; undefined of what has no name. */
export function callableOf({ callee, owner }: Entry): string | undefined {
  if (callee === undefined || callee.name === "") return undefined;
  return owner === undefined ? callee.name : `${owner.name}.${callee.name}`;
}

/** An outside value as a program that calls the function names it; undefined of what no caller gives. */
export function parameterOf(source: string): string | undefined {
  const parameter = source.replace(/^flask\./, "").replace(/^request\.get_json\(\)/, "request.json");
  return !/^[A-Za-z_$][\w$]*(?:\.[\w$-]+)*$/.test(parameter) || /^(?:self|this|sys|process|os)\./.test(parameter) ? undefined : parameter;
}
