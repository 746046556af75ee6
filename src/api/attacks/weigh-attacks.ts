// Weighs what attacks on both versions brought about: gone, still there, or gone with the work itself.

import type { Rung } from "../../model/verdict.ts";
import type { Refusal } from "../../verification/static-checks.ts";
import type { AttackAnswer, AttackKind, ShownBreach } from "./attack-driver.ts";

/** What one changed file came to. */
export interface AttackedVersions {
  readonly path: string;
  readonly kinds: readonly AttackKind[];
  readonly before: AttackAnswer;
  readonly after: AttackAnswer;
}

const LEAST_PLAIN = 3;
const MAXIMUM_SHOWN = 4;

/** Undefined where nothing that shows in the original can be what the fix is for. */
export function weighAttacks(versions: readonly AttackedVersions[], isNamed: boolean): { readonly rung: Rung; readonly refusals: readonly Refusal[] } | undefined {
  const weighed = versions.map((version) => ({ version, ...weighFile(version, isNamed) }));
  const gone = weighed.flatMap((one) => one.gone.map((breach) => `Original: ${describe(one.version.path, breach)}. Fixed: it does not any more.`));
  const left = weighed.flatMap((one) => one.left.map((breach) => describe(one.version.path, breach)));
  if (gone.length === 0 && left.length === 0) return undefined;
  const evidence = [...gone, ...left.map((text) => `In both versions, ${text}.`)].slice(0, MAXIMUM_SHOWN);
  if (left.length > 0) return refuse("still-exploitable", `The attack still gets through: ${left[0]!}.`, evidence);
  const lost = weighed.map(({ version }) => lostWork(version)).find((one) => one !== undefined);
  if (lost !== undefined) return refuse("swallows-input", lost, evidence);
  return { rung: { name: "finding-gone", status: "passed", evidence }, refusals: [] };
}

function refuse(code: string, reason: string, evidence: readonly string[]): { readonly rung: Rung; readonly refusals: readonly Refusal[] } {
  return { rung: { name: "finding-gone", status: "failed", evidence: [reason, ...evidence] }, refusals: [{ code, reason }] };
}

interface WeighedFile {
  readonly gone: readonly ShownBreach[];
  readonly left: readonly ShownBreach[];
}

/** What a function does by design shows in both versions: without a named weakness it counts beside a mended one alone. */
function weighFile({ kinds, before, after }: AttackedVersions, isNamed: boolean): WeighedFile {
  if (before.breaches.length === 0 || before.problem !== undefined || after.problem !== undefined) return { gone: [], left: [] };
  const meant = new Map(kinds.map(({ id, isMeant }) => [id, isMeant]));
  const gone = before.breaches.filter((breach) => !after.breaches.some((other) => keyOf(other) === keyOf(breach)));
  const mended = new Set(gone.map(({ kind }) => kind));
  const known = new Set(before.breaches.filter(({ kind, reaches }) => reaches || mended.has(kind)).map(({ kind }) => kind));
  const counts = ({ kind, reaches, isGuarded }: ShownBreach): boolean => {
    if (!known.has(kind)) return false;
    if (meant.get(kind) === "never" && mended.has(kind)) return true;
    return reaches && (isNamed || mended.has(kind) || (mended.size === 0 && (isGuarded || meant.get(kind) !== "often")));
  };
  const partly = new Set(kinds.filter(({ isPartly }) => isPartly === true).map(({ id }) => id));
  const left = after.breaches.filter(counts);
  const isOpen = ({ kind }: ShownBreach): boolean => partly.has(kind) && mended.has(kind) && left.some((other) => other.kind === kind);
  return { gone: gone.filter((breach) => !isOpen(breach)), left: left.filter((breach) => !isOpen(breach)) };
}

function keyOf({ kind, callable, parameter }: ShownBreach): string {
  return `${kind} ${callable} ${parameter}`;
}

/** All ordinary calls that gave a value fail now: a few may have been what the fix is to turn away. */
function lostWork({ path, before, after }: AttackedVersions): string | undefined {
  const had = before.plain.filter(({ value, reaches }) => value !== undefined && reaches);
  const kept = had.filter(({ call }) => after.plain.some((other) => other.call === call && other.value !== undefined));
  if (had.length < LEAST_PLAIN || kept.length > 0) return undefined;
  return `The functions of ${path} turn away all ${had.length} ordinary calls that they answered before, such as ${had[0]!.call}.`;
}

function describe(path: string, { callable, parameter, payload, effect }: ShownBreach): string {
  return `\`${callable}\` of ${path}, given ${payload} as \`${parameter}\`, ${effect}`;
}
