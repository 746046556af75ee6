// `assay init rule NAME`: a folder with a rule in code, its examples and its documents, ready to be filled and tested.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

interface Options {
  readonly language: string;
  readonly folder: string;
}

/** How a comment begins and a file of the language ends. */
const languages: Readonly<Record<string, { readonly ending: string; readonly comment: string; readonly ids: readonly string[] }>> = {
  python: { ending: "py", comment: "#", ids: ["python"] },
  javascript: { ending: "js", comment: "//", ids: ["javascript", "typescript"] },
  typescript: { ending: "ts", comment: "//", ids: ["typescript"] },
  bash: { ending: "sh", comment: "#", ids: ["bash"] },
  sql: { ending: "sql", comment: "--", ids: ["sql"] },
};

export function createInitRuleCommand(context: CliContext): Command {
  return new Command("rule")
    .description("make a rule in code of your own, with examples that test it")
    .argument("<name>", "group and flaw, such as acme/print-in-service")
    .addOption(new Option("--language <id>", "what it looks at").choices(Object.keys(languages)).default("python"))
    .option("--folder <path>", "where your rules live", "assay-rules")
    .action((name: string, options: Options) => makeRule(name, options, context));
}

function makeRule(name: string, { language, folder }: Options, context: CliContext): void {
  if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(name)) {
    throw new AssayError({ code: "usage", message: `${JSON.stringify(name)} is no name of a rule`, nextStep: "Write a group of your own and the flaw, such as acme/print-in-service." });
  }
  const place = resolve(context.cwd, folder, name);
  const texts = textsOf(name, languages[language]!);
  const there = [...texts.keys()].find((file) => existsSync(join(place, file)));
  if (there !== undefined) {
    throw new AssayError({ code: "usage", message: `${join(place, there)} is already there and was not touched`, nextStep: "Choose another name, or remove it first." });
  }
  for (const [file, text] of texts) {
    const target = join(place, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: "wx" });
  }
  const shown = relative(context.cwd, place) || ".";
  context.writeOut(`Made ${[...texts.keys()].map((file) => join(shown, file)).join(", ")}\n`);
  context.writeErr(`Test it with \`assay rules test ${folder}\`, run it with \`assay scan --config ${folder}\`, or name the folder under \`plugins\` in the settings.\n`);
}

function textsOf(name: string, { ending, comment, ids }: (typeof languages)[string]): Map<string, string> {
  const title = name.split("/")[1]!.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return new Map([
    ["rule.ts", ruleText(name, title, ids)],
    [`bad.${ending}`, `replace_me  ${comment} expect: still here\n`],
    [`good.${ending}`, "replaced\n"],
    ["docs.md", `# ${title}\n\nWhat goes wrong, in two or three sentences.\n\n## Wrong\n\n## Right\n\n## When it does not apply\n`],
  ]);
}

function ruleText(name: string, title: string, ids: readonly string[]): string {
  return `// ${name}: say here in one sentence what the rule looks for.

import { Kind, defineRule, nameOf } from "assay/rule-kit";

// The rule kit that this file was written for.
export const kitVersion = 1;

export const rule = defineRule({
  meta: {
    id: "${name}",
    title: "${title.slice(0, 80)}",
    description: "Say what goes wrong when this is left as it is.",
    languages: ${JSON.stringify(ids)},
    category: "maintainability",
    severity: "warning",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 5,
  },
  // The rule is tried only on files that hold one word of each group.
  words: [["replace_me"]],
  // And only at these nodes.
  kinds: [Kind.Name],
  check(file, node) {
    if (nameOf(file.tree, node) !== "replace_me") return;
    file.report({ at: node, message: "\`replace_me\` is still here." });
  },
});
`;
}
