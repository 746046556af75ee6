// Parses one Python file: text to raw tree to normalised tree, with what could not be read as problems.

import type { Parse } from "../../syntax/language.ts";
import type { ParseProblem, SyntaxTree } from "../../syntax/tree.ts";
import { collectProblems } from "../tree-sitter/problems.ts";
import { createRawTree, type RawTree } from "../tree-sitter/raw-tree.ts";
import { createReader, type Reader } from "../tree-sitter/reader.ts";
import { type LoadedGrammar, makeTables } from "../tree-sitter/runtime.ts";
import { lowerPython } from "./lower/lower.ts";
import { knownNames } from "./node-types.ts";
import { problemSearch } from "./problem-search.ts";
import { lostLength, withoutFirstLine, withoutOpenBrackets } from "./recovery.ts";
import { type Repair, firstText, hideSoftKeywords, repairsOf } from "./repairs.ts";

/** Code with all that the two ways to read the parser's tree could differ in. */
const sample = `
@a.b(1, *c, k="d\u{1f600}")
async def f(x: list[int] = 1, /, *args, **kw) -> None:  # comment
    """text""" 'more'
    if x is not a and b not in c: return f"{x!r:>{y}}"
    elif (y := 1) < 2 <= z: del a[1:2, ...]
    match x:
        case {"a": [1, -2, *_]} | C(k=v) as w if w: pass
from . import (a as b, print)
x = = 3; def g(:
class D(E, metaclass=M[T]): type X[T] = int
for i in [j async for j in k
`;

/** Makes the parse function for a loaded grammar. */
export function createParse(grammar: LoadedGrammar): Parse {
  const tables = makeTables(grammar.language, knownNames);
  const raw = createRawTree(16_384);
  const read = createReader(grammar, tables, sample);

  return (text) => {
    const first = firstText(text);
    if (!read(first.text, raw)) return emptyTree(text);
    const found = raw.hasError ? findRepair(first, text, raw, read) : { repair: first, problems: [] };
    const { repair, problems } = found.problems.length === 0 ? found : recover(found, raw, read);
    const misread: number[] = [];
    const lower = (): SyntaxTree => lowerPython({ text, raw, tables, problems, comments: repair.comments, misread });
    const tree = lower();
    if (misread.length === 0 || !read(hideSoftKeywords(repair.text, misread), raw)) return tree;
    return lower();
  };

  /** A file that the parser gave up on. */
  function emptyTree(text: string): SyntaxTree {
    raw.size = 0;
    const message = "The parser gave up on this file: it is nested too deeply or too broken";
    const problems = [{ message, start: 0, end: 0, isFatal: true }];
    return lowerPython({ text, raw, tables, problems, misread: [] });
  }
}

interface Reading {
  readonly repair: Repair;
  readonly problems: readonly ParseProblem[];
}

/** More lines than this are not taken out of one file. */
const maximumRecoveries = 8;

/** Takes lines out as long as that lets the parser read more of the rest; leaves the best reading in `raw`. */
function recover(start: Reading, raw: RawTree, read: Reader): Reading {
  let { text } = start.repair;
  let lost = lostLength(text, raw);
  const found: ParseProblem[] = [];
  for (let tries = 0; tries < maximumRecoveries && lost > 0; tries++) {
    const recovery = (tries === 0 ? withoutOpenBrackets(text) : undefined) ?? withoutFirstLine(text, raw);
    if (recovery === undefined) break;
    const isRead = read(recovery.text, raw);
    const nowLost = isRead ? lostLength(recovery.text, raw) : lost;
    if (nowLost >= lost) {
      read(text, raw);
      if (tries === 0) continue;
      break;
    }
    text = recovery.text;
    lost = nowLost;
    found.push(...recovery.problems);
  }
  if (found.length === 0) return start;
  const problems = [...found, ...(raw.hasError ? collectProblems(text, raw, problemSearch) : [])].sort((a, b) => a.start - b.start);
  return { repair: { ...start.repair, text }, problems };
}

/** Tries the repairs and leaves the reading with the fewest problems in `raw`. */
function findRepair(first: Repair, text: string, raw: RawTree, read: Reader): Reading {
  let best: Reading = { repair: first, problems: collectProblems(text, raw, problemSearch) };
  let latest = best.repair;
  for (const repair of repairsOf(text)) {
    if (best.problems.length === 0) break;
    latest = repair;
    if (!read(repair.text, raw)) continue;
    const problems = raw.hasError ? collectProblems(text, raw, problemSearch) : [];
    if (problems.length < best.problems.length) best = { repair, problems };
  }
  if (latest !== best.repair) read(best.repair.text, raw);
  return best;
}
