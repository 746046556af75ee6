// Our examples of Bash rules as the real ShellCheck sees them: it names every flaw that both know, and none in the right code.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rules } from "../../../rules/registry.generated.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));
const program = join(process.env["ASSAY_TEST_CACHE"] ?? join(project, ".cache"), "oracle-venv", "bin", "shellcheck");
const root = join(project, "rules/");

/** What ShellCheck judges otherwise, with the reason; by rule, text of the line. */
const differences: ReadonlyMap<string, readonly string[]> = new Map([
  ["bash/expanding-trap", ["leave", "$work", "$files"]], // A value that is constant, or set once before, may be replaced at any time.
  ["bash/masked-status", ["readonly"]], // There is no second chance to assign.
  ["bash/output-onto-input", [">>"]], // Appending does not empty the file.
  ["bash/quoted-tilde", ["echo"]], // Printed text is for people.
  ["bash/removal-below-empty", ["$prefix/usr", "$out/"]], // Longer paths of the system are no better; a filled variable is not empty.
  ["bash/ssh-eats-input", ["while read"]], // It names the loop as well.
  ["bash/sudo-redirect", ["$HOME"]], // The caller may write there.
  ["bash/unchecked-cd", ["here=", "go()", "cd .."]], // Their status is the whole's; home is there.
  ["bash/unquoted-arguments", ["echo $*"]], // Only printed.
  ["bash/unquoted-expansion", ["CFLAGS"]], // A list of options.
  ["bash/unquoted-substitution", ["nproc"]], // A number, and a list for kill.
  ["bash/variable-format", ["$format"]], // A format on purpose.
  ["bash/variable-lost-in-pipe", ["echo"]], // It names the use as well.
]);

interface Comment {
  readonly line: number;
  readonly code: number;
}

function ask(path: string): Comment[] {
  try {
    return (JSON.parse(execFileSync(program, ["-f", "json1", "--norc", "-S", "style", path], { encoding: "utf8" })) as { comments: Comment[] }).comments;
  } catch (error) {
    return (JSON.parse(String((error as { stdout?: string }).stdout)) as { comments: Comment[] }).comments;
  }
}

describe.each(rules.filter(({ meta }) => meta.id.startsWith("bash/") && meta.equivalents?.["shellcheck"] !== undefined).map(({ meta }) => [meta.id, meta] as const))("%s", (id, meta) => {
  const codes = new Set(meta.equivalents!["shellcheck"]!.map((code) => Number(code.slice(2))));
  const linesOf = (name: string): string[] => readFileSync(`${root}${id}/${name}`, "utf8").split("\n");
  const named = (name: string): string[] => {
    const lines = linesOf(name);
    return [...new Set(ask(`${root}${id}/${name}`).filter(({ code }) => codes.has(code)).map(({ line }) => line))].sort((left, right) => left - right).map((line) => `${line}: ${lines[line - 1]!.trim()}`);
  };
  const known = differences.get(id) ?? [];

  it("is named where our bad example says so", () => {
    const expected = linesOf("bad.sh").flatMap((line, index) => (line.includes("# expect: ") ? [`${index + 1}: ${line.trim()}`] : []));
    const isDifferent = (line: string): boolean => known.some((text) => line.includes(text));
    expect(named("bad.sh").filter((line) => !isDifferent(line))).toEqual(expected.filter((line) => !isDifferent(line)));
  });

  it("is not named in our good example", () => {
    expect(named("good.sh").filter((line) => !known.some((text) => line.includes(text)))).toEqual([]);
  });
});

it("has the program to ask", () => expect(existsSync(program)).toBe(true));
