// Reports SQL that is put together from changing parts, in the same words for every language.

import { findBuiltString } from "./built-string.ts";
import type { FileView } from "./file-view.ts";
import { tracePath } from "./outside-data.ts";
import type { RuleOptions } from "./rule.ts";
import { isSqlCondition, isSqlStatement, standsForCount, standsForValue, standsInOrder } from "./sql-text.ts";
import { isTestPath } from "./test-path.ts";
import { quoteCode } from "./wording.ts";
import { Kind } from "../syntax/kinds.ts";
import type { NodeId } from "../syntax/tree.ts";

/** A text that a call takes as SQL. */
export interface QueryText {
  readonly query: NodeId;
  /** What runs it, as the message names it. */
  readonly runner: string;
  /** False for a condition or another piece of a query. */
  readonly isStatement: boolean;
  /** Parts that cannot change the query, whatever they hold. */
  readonly isHarmless: (part: NodeId) => boolean;
}

/** Who asks a database for its own tables mostly has the names from itself. */
const asksSchema = /\b(?:sqlite_(?:temp_)?(?:master|schema)|information_schema|pg_(?:catalog|class|constraint|indexes|tables|namespace|stat_\w+)|all_(?:tables|constraints|indexes)|user_(?:tables|constraints|indexes)|sysobjects)\b/i;

/** Reports a query, or a piece of one, that is put together from parts that change. The option `reportNames` adds those that stand for names. */
export function reportBuiltQuery(file: FileView, { query, runner, isStatement, isHarmless }: QueryText, options: RuleOptions): void {
  const built = findBuiltString(file, query);
  if (built === undefined || !(isStatement ? isSqlStatement : isSqlCondition)(built.text)) return;
  const changing = built.parts.map((part, index) => ({ part, index })).filter(({ part }) => !isHarmless(part));
  if (changing.length === 0) return;
  const values = changing.filter(({ index }) => standsForValue(built.text, index));
  const trace = tracePath(file, { sink: query, sinkNote: "SQL query", value: query, stepNote: "query put together" });
  const isOutside = trace.some((step) => step.kind === "source");
  const orders = changing.filter(({ part, index }) => standsInOrder(built.text, index) && isParameter(file, part));
  if (!isOutside && values.length === 0 && orders.length === 0 && options.reportNames !== true) return;
  const isGiven = values.some(({ part, index }) => isParameter(file, part) && !standsForCount(built.text, index));
  const isSure = isGiven && !isTestPath(file.path) && !asksSchema.test(built.text);
  const shown = (values[0] ?? orders[0] ?? changing[0]!).part;
  file.report({
    at: query,
    confidence: isOutside ? "high" : isSure ? "medium" : "low",
    severity: isOutside || isSure ? "error" : "warning",
    message: `The query for \`${runner}\` is built from ${quoteCode(file, shown)}${values.length > 0 ? "; pass it as a parameter" : ", which stands for a name"}.`,
    trace,
  });
}

/** What a caller gives may come from anywhere; what an object or the program itself holds is mostly its own. */
function isParameter({ tree, scopes }: FileView, part: NodeId): boolean {
  return tree.kind[part] === Kind.Name && scopes.bindingOf(part)?.kind === "parameter";
}
