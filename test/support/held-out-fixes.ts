// Reads the held-out projects and their fixes from their text form (described in scripts/judge-fixes.ts).

export interface HeldOutFix {
  readonly name: string;
  readonly isRight: boolean;
  readonly rule?: string | undefined;
  /** RULE:TEXT, the rule's finding on the line that holds the text. */
  readonly finding?: string | undefined;
  /** The new text of each changed file. */
  readonly files: ReadonlyMap<string, string>;
}

export interface HeldOutProject {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly fixes: readonly HeldOutFix[];
}

export function heldOutProjects(text: string): HeldOutProject[] {
  return text
    .split(/^### project /mu)
    .slice(1)
    .map((block) => {
      const [head = "", ...fixes] = block.split(/^### (?=right |wrong )/mu);
      const files = new Map(sections(head).map(({ path, body }) => [path, `${body.trimEnd()}\n`]));
      const name = head.slice(0, head.indexOf("\n")).trim();
      return { name, files, fixes: fixes.map((fix) => readFix(name, fix, files)) };
    });
}

function sections(text: string): { path: string; body: string }[] {
  return text
    .split(/^--- /mu)
    .slice(1)
    .map((part) => ({ path: part.slice(0, part.indexOf("\n")).trim(), body: part.slice(part.indexOf("\n") + 1) }));
}

function readFix(project: string, text: string, files: ReadonlyMap<string, string>): HeldOutFix {
  const [title = "", options = ""] = text.slice(0, text.indexOf("\n")).split(" | ");
  const [kind = "", name = ""] = title.trim().split(" ");
  const option = (key: string): string | undefined => (options.startsWith(`${key}=`) ? options.slice(key.length + 1).trim() : undefined);
  const changed = sections(text).map(({ path, body }): [string, string] => [path, body.startsWith("<<<") ? edited(files.get(path) ?? "", body, `${project} ${name}`) : `${body.trimEnd()}\n`]);
  return { name, isRight: kind === "right", rule: option("rule"), finding: option("finding"), files: new Map(changed) };
}

function edited(text: string, edits: string, title: string): string {
  let result = text;
  for (const edit of edits.split(/^<<<\n/mu).slice(1)) {
    const [old = "", by = ""] = edit.slice(0, edit.lastIndexOf(">>>")).split(/^===\n/mu);
    // An edit within a line and one of whole lines are written alike: the last line break belongs to neither.
    const from = old.replace(/\n$/u, "");
    if (result.split(from).length !== 2) throw new Error(`${title}: the old text stands ${String(result.split(from).length - 1)} times: ${from}`);
    result = result.replace(from, () => by.replace(/\n$/u, ""));
  }
  return result;
}
