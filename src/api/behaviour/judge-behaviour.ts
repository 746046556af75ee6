// The rung behaviour-kept: the same generated, ordinary inputs in the sandbox to both versions of the functions that a change touches.

import { z } from "zod";
import type { Rung } from "../../model/verdict.ts";
import { type BehaviourComparison, type ComparedCall, compareOutcomes } from "../../verification/behaviour/compare-outcomes.ts";
import type { ChangedFile, Refusal } from "../../verification/static-checks.ts";
import { type ExecutionPolicyInput, type Executor, runInProject } from "../run-code.ts";
import { type ProgramJob, runPrograms } from "../proofs/run-programs.ts";
import { layVersions } from "../proofs/two-versions.ts";
import type { BehaviourPlan } from "./plan-behaviour.ts";

export interface BehaviourRequest {
  /** Absolute. */
  readonly root: string;
  readonly files: readonly ChangedFile[];
  /** The changed lines of both versions, 1-based, by file. */
  readonly lines: ReadonlyMap<string, { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> }>;
  readonly plans: readonly BehaviourPlan[];
  /** Packages that the project's functions import. */
  readonly packages: readonly string[];
  readonly ignoresPrinted: boolean;
  readonly policy?: ExecutionPolicyInput | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface BehaviourVerdict {
  readonly rung: Rung;
  readonly refusals: readonly Refusal[];
}

/** Fewer usable inputs say nothing. */
const LEAST_USABLE = 10;
const JOB_TIMEOUT_MS = 10_000;

/** Of each language the program that calls its functions. */
const programs: ReadonlyMap<string, string> = new Map([["python", "compare.py"], ["javascript", "rules/proofs/javascript/compare.mjs"], ["typescript", "rules/proofs/javascript/compare.mjs"]]);

const answerSchema = z.object({
  problem: z.string().optional(),
  outcomes: z.array(
    z.object({
      is: z.enum(["value", "refused", "failed", "misuse", "unknown-name", "surroundings"]),
      reaches: z.boolean(),
      shown: z.string(),
      value: z.string().optional(),
      printed: z.string().optional(),
      isEmpty: z.boolean().optional(),
      isOpaque: z.boolean().optional(),
    }),
  ),
});

type Answer = z.infer<typeof answerSchema>;

export function behaviourNotRun(reason: string): BehaviourVerdict {
  return { rung: { name: "behaviour-kept", status: "not-run", evidence: [reason] }, refusals: [] };
}

/** Calls every function with its inputs: the original twice, to know what differs by itself, and the fixed version. */
export function judgeBehaviour(request: BehaviourRequest): Promise<BehaviourVerdict> {
  const plans = request.plans.filter(({ language, inputs }) => programs.has(language) && inputs.length > 0);
  if (plans.length === 0) return Promise.resolve(behaviourNotRun("No function with simple parameters comes through the change, or every input would be an attack."));
  return runInProject(request, (executor) => compare(request, plans, executor), (error) => behaviourNotRun(`The versions could not be compared: ${error.message}`));
}

async function compare(request: BehaviourRequest, plans: readonly BehaviourPlan[], executor: Executor): Promise<BehaviourVerdict> {
  const { before, after, files } = layVersions(request.files);
  const jobs = plans.flatMap((plan, index): ProgramJob[] => {
    const job = (id: string, side: "before" | "after"): ProgramJob => ({ ...(side === "before" ? before : after), id: `${index} ${id}`, program: programs.get(plan.language)!, file: plan.file, request: toRequest(request, plan, side), packages: request.packages, timeoutMs: JOB_TIMEOUT_MS });
    return [job("before", "before"), job("again", "before"), job("after", "after")];
  });
  const answers = await runPrograms({ executor, files, workingDirectory: request.root, signal: request.signal }, jobs, [], answerSchema);
  return conclude(plans.map((plan, index) => compareFunction(plan, ["before", "again", "after"].map((id) => answers.get(`${index} ${id}`) ?? "there was no answer"), request.ignoresPrinted)));
}

function toRequest({ lines }: BehaviourRequest, { file, callable, inputs, names, programs: commands }: BehaviourPlan, side: "before" | "after"): object {
  const own = Object.fromEntries([...lines].map(([path, both]) => [path, [...both[side]]]));
  return { file, callable, lines: own, inputs: inputs.map(({ parameter, value, others }) => ({ parameter, value, others })), names, programs: commands };
}

interface ComparedFunction {
  readonly plan: BehaviourPlan;
  readonly comparison: BehaviourComparison | undefined;
  readonly problem: string;
}

function compareFunction(plan: BehaviourPlan, answers: readonly (Answer | string)[], ignoresPrinted: boolean): ComparedFunction {
  const told = answers.map((answer) => (typeof answer === "string" ? answer : answer.problem)).find((problem) => problem !== undefined);
  const [before, again, after] = answers.map((answer) => (typeof answer === "string" ? [] : answer.outcomes));
  if (told !== undefined) return { plan, comparison: undefined, problem: told };
  const calls = plan.inputs.flatMap((input, place): ComparedCall[] => {
    const [one, two, three] = [before?.[place], again?.[place], after?.[place]];
    return one === undefined || two === undefined || three === undefined ? [] : [{ input, before: one, again: two, after: three }];
  });
  return { plan, comparison: compareOutcomes(calls, ignoresPrinted), problem: "" };
}

function conclude(compared: readonly ComparedFunction[]): BehaviourVerdict {
  const evidence = compared.map(describe);
  const different = compared.find(({ comparison }) => comparison?.firstDifference !== undefined);
  const closed = compared.find(({ comparison }) => comparison !== undefined && comparison.refused >= LEAST_USABLE && comparison.refused === comparison.usable);
  const refusal = different !== undefined ? differs(different) : closed !== undefined ? closes(closed) : undefined;
  if (refusal !== undefined) return { rung: { name: "behaviour-kept", status: "failed", evidence: [refusal.reason, ...evidence] }, refusals: [refusal] };
  const agreed = compared.reduce((sum, { comparison }) => sum + (comparison === undefined ? 0 : comparison.usable - comparison.refused), 0);
  return { rung: { name: "behaviour-kept", status: agreed >= LEAST_USABLE ? "passed" : "not-run", evidence }, refusals: [] };
}

function differs({ plan, comparison }: ComparedFunction): Refusal {
  const { input, before, after } = comparison!.firstDifference!;
  return { code: "changes-behaviour", reason: `${name(plan)} does something else with ordinary input: ${shown(input)} came to ${outcome(before)} and comes to ${outcome(after)}.` };
}

function closes({ plan, comparison }: ComparedFunction): Refusal {
  const { input } = comparison!.firstRefused!;
  return { code: "swallows-input", reason: `${name(plan)} turns away all ${comparison!.usable} ordinary inputs that it took before, such as ${shown(input)}.` };
}

function describe({ plan, comparison, problem }: ComparedFunction): string {
  const made = `${plan.inputs.length} inputs were generated for ${name(plan)}${plan.leftOut === 0 ? "" : `, and ${plan.leftOut} left out that belong to an attack`}`;
  if (comparison === undefined) return `${made}; it could not be called: ${problem}.`;
  const { usable, reaching, refused, firstRefused } = comparison;
  const turned = firstRefused === undefined ? "" : `; the fix turns ${refused} of them away, such as ${shown(firstRefused.input)}`;
  const enough = usable - refused < LEAST_USABLE ? `; fewer than ${LEAST_USABLE} say nothing` : "";
  return `${made}; ${usable} are usable, ${reaching} of them come through changed lines${turned}${enough}.`;
}

function name({ callable, file }: BehaviourPlan): string {
  return `\`${callable}\` of ${file}`;
}

const MAXIMUM_SHOWN = 60;

function shown({ parameter, value }: ComparedCall["input"]): string {
  const text = JSON.stringify(value);
  return `\`${parameter}\` = ${text.length <= MAXIMUM_SHOWN ? text : `${text.slice(0, MAXIMUM_SHOWN)}…`}`;
}

function outcome({ is, shown: text }: ComparedCall["before"]): string {
  return is === "value" ? text : is === "refused" ? `a refusal (${text})` : `an error (${text})`;
}
