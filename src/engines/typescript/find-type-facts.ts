// Asks the TypeScript compiler about the files of each tsconfig.json; the compiler is loaded here and nowhere else.

import { relative } from "node:path";
import type ts from "typescript";
import type { TypeFact } from "../../model/type-fact.ts";
import { checkConditions } from "./check-conditions.ts";
import { checkPromises } from "./check-promises.ts";
import type { ReportType, TypedProgram } from "./typed-program.ts";
import { readTypeProjects } from "./type-projects.ts";

export interface TypeFacts {
  readonly facts: readonly TypeFact[];
  /** Root-relative: files that no tsconfig.json includes. */
  readonly left: readonly string[];
}

const longestCode = 60;
const longestType = 80;

/** `paths` are root-relative. Runs no code of the project; what does not compile has the types that can be told. */
export async function findTypeFacts(root: string, paths: readonly string[]): Promise<TypeFacts> {
  if (paths.length === 0) return { facts: [], left: [] };
  const { default: compiler } = await import("typescript");
  const { projects, left } = readTypeProjects(compiler, root, paths);
  const facts: TypeFact[] = [];
  for (const { fileNames, options, wanted } of projects) {
    const program = compiler.createProgram({ rootNames: fileNames, options: { ...options, noEmit: true, skipLibCheck: true } });
    const typed: TypedProgram = { ts: compiler, program, checker: program.getTypeChecker(), isStrict: options.strictNullChecks ?? options.strict ?? false };
    for (const name of wanted) {
      const file = program.getSourceFile(name);
      if (file !== undefined) facts.push(...checkFile(typed, file, relative(root, name).replaceAll("\\", "/")));
    }
  }
  return { facts: facts.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : one.start - other.start)), left };
}

function checkFile(typed: TypedProgram, file: ts.SourceFile, path: string): TypeFact[] {
  const facts: TypeFact[] = [];
  const report: ReportType = ({ kind, node }) => {
    const code = node.getText(file).replace(/\s+/g, " ");
    const type = typed.checker.typeToString(typed.checker.getTypeAtLocation(node));
    facts.push({ kind, path, start: node.getStart(file), end: node.getEnd(), code: cut(code, longestCode), type: cut(type, longestType) });
  };
  // A stack of its own: code may nest more deeply than the call stack reaches.
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    checkPromises(typed, node, report);
    if (typed.isStrict) checkConditions(typed, node, report);
    const children: ts.Node[] = [];
    typed.ts.forEachChild(node, (child) => void children.push(child));
    pending.push(...children);
  }
  return facts;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
