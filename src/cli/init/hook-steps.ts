// Steps that run a check before each commit: under pre-commit, husky or lefthook.

import { isMap, isSeq, parseDocument } from "yaml";
import { type FileChange, type InitStep, type ReadFile, append, toShell } from "./file-change.ts";

const preCommit: InitStep = {
  name: "pre-commit",
  description: "a hook in .pre-commit-config.yaml",
  hints: [".pre-commit-config.yaml"],
  plan: (read, { source }) => {
    const path = ".pre-commit-config.yaml";
    const before = read(path);
    const block = (indent: string): string => [`${indent}- repo: ${source.address}`, `${indent}  rev: ${source.revision}`, `${indent}  hooks:`, `${indent}    - id: assay`, ""].join("\n");
    if (before === undefined) return { path, before, after: `repos:\n${block("  ")}` };
    if (/^\s*-\s*id:\s*["']?assay["']?\s*$/m.test(before)) return { path, done: "the hook is there" };
    const indent = indentOfLastList(before, "repos");
    return indent === undefined ? { path, byHand: `Add to its \`repos\`:\n${block("  ")}` } : { path, before, after: append(before, block(indent)) };
  },
};

/** How far the items of a list are indented that is the last thing in a YAML file; undefined where it is not. */
function indentOfLastList(text: string, key: string): string | undefined {
  const { contents, errors } = parseDocument(text);
  if (errors.length > 0 || !isMap(contents)) return undefined;
  const last = contents.items.at(-1);
  if (last === undefined || String(last.key) !== key || !isSeq(last.value) || last.value.flow === true) return undefined;
  return /^([ ]*)- /m.exec(text.slice(text.search(new RegExp(`^${key}:`, "m"))))?.[1];
}

const husky: InitStep = {
  name: "husky",
  description: "a line in .husky/pre-commit",
  hints: [".husky"],
  plan: (read, { command }) => addLine(read, ".husky/pre-commit", `${toShell([...command, "check", "--staged"])}\n`),
};

function addLine(read: ReadFile, path: string, line: string): FileChange {
  const before = read(path);
  if (before?.includes("check --staged") === true) return { path, done: "the line is there" };
  return { path, before, after: append(before ?? "", line), isExecutable: true };
}

const lefthookFiles = ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml"] as const;

const lefthook: InitStep = {
  name: "lefthook",
  description: "a command in lefthook.yml",
  hints: lefthookFiles,
  plan: (read, { command }) => {
    const path = lefthookFiles.find((name) => read(name) !== undefined) ?? lefthookFiles[0];
    const before = read(path);
    const job = `    assay:\n      run: ${toShell([...command, "check", "--staged"])}\n`;
    const block = `pre-commit:\n  commands:\n${job}`;
    if (before === undefined) return { path, before, after: block };
    if (before.includes("check --staged")) return { path, done: "the command is there" };
    return /^["']?pre-commit["']?\s*:/m.test(before) ? { path, byHand: `Add to the \`commands\` of its \`pre-commit\`:\n${job}` } : { path, before, after: append(before, `\n${block}`) };
  },
};

export const hookSteps: readonly InitStep[] = [preCommit, husky, lefthook];
