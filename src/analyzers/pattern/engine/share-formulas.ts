// Gives equal formulas of one language and one set of options the same compiled object, so that a file is searched once for
// what many rules look for, such as the same list of sources.

import type { CompiledBody, CompiledCondition, CompiledFormula, CompiledLeaf } from "../formula/compiled.ts";
import type { Condition } from "../rules/rule.ts";
import type { PatternEngine } from "./engine.ts";

/** A condition without a formula of its own. */
export type PlainCondition = Exclude<Condition, { readonly type: "pattern" }>;

/** What one engine has compiled so far for one language and one set of options. */
export interface FormulaPool {
  /** The pool of the same options for another language. */
  readonly within: (language: string) => FormulaPool;
  /** The leaf of this kind and text; `make` compiles it at its first use. */
  readonly leaf: (type: string, text: string, make: () => CompiledLeaf) => CompiledLeaf;
  /** The condition that is written so; `make` compiles it at its first use. */
  readonly condition: (written: PlainCondition, make: () => CompiledCondition) => CompiledCondition;
  readonly formula: (body: CompiledBody, rest: Pick<CompiledFormula, "conditions" | "focus" | "as">) => CompiledFormula;
}

const pools = new WeakMap<PatternEngine, Map<string, FormulaPool>>();

export function poolOf(engine: PatternEngine, language: string, options: Readonly<Record<string, unknown>>): FormulaPool {
  const own = pools.get(engine) ?? new Map<string, FormulaPool>();
  pools.set(engine, own);
  const key = `${language} ${JSON.stringify(Object.entries(options).sort())}`;
  const pool = own.get(key) ?? createPool((other) => poolOf(engine, other, options));
  own.set(key, pool);
  return pool;
}

function createPool(within: FormulaPool["within"]): FormulaPool {
  const leaves = new Map<string, CompiledLeaf>();
  const conditions = new Map<string, CompiledCondition>();
  const formulas = new Map<string, CompiledFormula>();
  /** Numbers of the objects that keys speak of. */
  const numbers = new Map<object, number>();
  const numberOf = (one: object): number => {
    const number = numbers.get(one) ?? numbers.size;
    numbers.set(one, number);
    return number;
  };
  const bodyKey = (body: CompiledBody): string => {
    if (body.type === "leaf") return `leaf ${numberOf(body.leaf)}`;
    return `${body.type} ${("part" in body ? [body.part] : body.parts).map(numberOf).join(" ")}`;
  };
  const conditionKey = (condition: CompiledCondition): string =>
    condition.type === "pattern" ? JSON.stringify([condition.metavariable, condition.language, numberOf(condition.formula)]) : `condition ${numberOf(condition)}`;
  return {
    within,
    leaf: (type, text, make) => {
      const key = `${type} ${text}`;
      const leaf = leaves.get(key) ?? make();
      leaves.set(key, leaf);
      return leaf;
    },
    condition: (written, make) => {
      const key = JSON.stringify({ ...written, position: undefined });
      const condition = conditions.get(key) ?? make();
      conditions.set(key, condition);
      return condition;
    },
    formula: (body, { conditions: own, focus, as }) => {
      const key = [bodyKey(body), ...own.map(conditionKey), JSON.stringify([focus, as])].join("\n");
      const formula = formulas.get(key) ?? { ...body, conditions: own, focus, as };
      formulas.set(key, formula);
      return formula;
    },
  };
}
