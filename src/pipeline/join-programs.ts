// Makes one tree of a page or notebook and the programs in it, at the file's own offsets, for what is counted per file.

import { Role } from "../syntax/roles.ts";
import { TreeBuilder } from "../syntax/tree-builder.ts";
import type { CommentRange, NodeId, ParseProblem, SyntaxTree } from "../syntax/tree.ts";
import type { EmbeddedFile } from "./read-embedded.ts";

/** `in-data`: what stands outside of the programs is blank, and so are the marks that its format puts between their lines. */
export function joinPrograms(host: SyntaxTree, files: readonly EmbeddedFile[], manner: "in-text" | "in-data"): SyntaxTree {
  const programs = files.filter(({ code }) => code.isProgram);
  const builder = new TreeBuilder(host.size + programs.reduce((sum, { tree }) => sum + tree.size, 0));
  const root = builder.append(0, host.kind[0]! as never, Role.None, 0, host.text.length);
  const comments: CommentRange[] = [...host.comments];
  const problems: ParseProblem[] = [...host.problems];
  for (const file of programs) appendProgram(builder, root, file, { comments, problems });
  builder.closeAll();
  const byStart = (left: CommentRange, right: CommentRange): number => left.start - right.start;
  return builder.finish({
    language: host.language,
    text: manner === "in-data" ? onlyPrograms(host.text, programs) : host.text,
    comments: comments.sort(byStart),
    problems: problems.sort(byStart),
  });
}

function appendProgram(builder: TreeBuilder, root: NodeId, file: EmbeddedFile, into: { comments: CommentRange[]; problems: ParseProblem[] }): void {
  const { tree, code } = file;
  const places = new Uint32Array(tree.size);
  places[0] = root;
  for (let node = 1; node < tree.size; ) {
    const { start, end } = code.origin.rangeOf(tree.start[node]!, tree.end[node]!);
    // What the language folder added to make the code whole is no part of the file.
    if (end === start && tree.end[node]! > tree.start[node]!) {
      node = tree.subtreeEnd[node]!;
      continue;
    }
    places[node] = builder.size;
    // Kinds and roles come from a tree, so they are ones.
    builder.append(places[tree.parent[node]!]!, tree.kind[node]! as never, tree.role[node]! as never, start, end, tree.names[tree.name[node]!]!, tree.flags[node]!);
    node++;
  }
  for (const range of tree.comments) into.comments.push(code.origin.rangeOf(range.start, range.end));
  for (const problem of tree.problems) into.problems.push({ ...problem, ...code.origin.rangeOf(problem.start, problem.end) });
}

/** The text with everything blanked but what a program holds character by character. Line breaks stay. */
function onlyPrograms(text: string, programs: readonly EmbeddedFile[]): string {
  let kept = "";
  let at = 0;
  for (const { code } of programs) {
    for (const { hostStart, hostEnd, isVerbatim } of code.origin.stretches) {
      if (!isVerbatim || hostStart < at) continue;
      kept += blanked(text.slice(at, hostStart)) + text.slice(hostStart, hostEnd);
      at = hostEnd;
    }
  }
  return kept + blanked(text.slice(at));
}

function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
