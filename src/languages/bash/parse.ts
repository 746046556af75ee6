// Parses one Bash file: text to raw tree to normalised tree, with what could not be read as problems.

import type { Parse } from "../../syntax/language.ts";
import type { ParseProblem } from "../../syntax/tree.ts";
import { type ProblemSearch, collectProblems } from "../tree-sitter/problems.ts";
import { createRawTree } from "../tree-sitter/raw-tree.ts";
import { createReader } from "../tree-sitter/reader.ts";
import { type LoadedGrammar, makeTables } from "../tree-sitter/runtime.ts";
import { lowerBash } from "./lower/lower.ts";
import { Type, knownNames } from "./node-types.ts";
import { mendBash } from "./repairs.ts";

/** Code with all that the two ways to read the parser's tree could differ in. */
const sample = `
# comment \u{1f600}
A=1 cmd -x "a $b \${c:-d} $(e | f)" 'g' > out 2>&1 &
if [ -z "$x" ]; then y; elif [[ $z == *.txt ]]; then w; else v; fi
for i in {1..3} "$@"; do echo \${i//a/b}; done < file
cat <<EOF && true
text $x \`y\`
EOF
f() { local a=(1 2); (( i++ )); case $1 in a|b) ;; *) exit 1;; esac; }
if then )
g "
`;

const statements: ReadonlySet<number> = new Set([
  Type.CStyleForStatement,
  Type.CaseStatement,
  Type.Command,
  Type.Comment,
  Type.CompoundStatement,
  Type.DeclarationCommand,
  Type.ForStatement,
  Type.FunctionDefinition,
  Type.IfStatement,
  Type.List,
  Type.NegatedCommand,
  Type.Pipeline,
  Type.RedirectedStatement,
  Type.Subshell,
  Type.TestCommand,
  Type.UnsetCommand,
  Type.VariableAssignment,
  Type.WhileStatement,
]);

const problemSearch: ProblemSearch = { title: "Bash", errorType: Type.Error, statements };

/** Makes the parse function for a loaded grammar. */
export function createParse(grammar: LoadedGrammar): Parse {
  const tables = makeTables(grammar.language, knownNames);
  const raw = createRawTree(4_096);
  const read = createReader(grammar, tables, sample);
  return (text) => {
    if (read(text, raw)) return lowerBash(text, raw, tables, raw.hasError ? mend(text) : []);
    raw.size = 0;
    const message = "The parser gave up on this file: it is nested too deeply or too broken";
    return lowerBash(text, raw, tables, [{ message, start: 0, end: 0, isFatal: true }]);
  };

  /** Tries to read what the grammar misreads; leaves the better reading in `raw` and answers with its problems. */
  function mend(text: string): ParseProblem[] {
    const problems = collectProblems(text, raw, problemSearch);
    const mended = mendBash(text);
    if (mended === text) return problems;
    const remaining = read(mended, raw) ? collectProblems(text, raw, problemSearch) : problems;
    if (remaining.length < problems.length) return remaining;
    read(text, raw);
    return problems;
  }
}
