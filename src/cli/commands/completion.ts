// `assay completion SHELL`: prints a completion script made from the program's own command tree.

import { Argument, Command } from "commander";
import type { CliContext } from "../context.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

/** `makeProgram` answers with the whole command tree, which does not exist yet while its commands are made. */
export function createCompletionCommand(context: CliContext, makeProgram: () => Promise<Command>): Command {
  return new Command("completion")
    .description("print a completion script for a shell")
    .addArgument(new Argument("<shell>", "which shell").choices([...shells]))
    .addHelpText("after", "\nFor instance: assay completion bash > /etc/bash_completion.d/assay")
    .action(async (shell: Shell) => context.writeOut(renderers[shell](listEntries(await makeProgram(), []))));
}

interface Entry {
  /** The command words, for instance `["rules", "list"]`; empty for the program itself. */
  readonly words: readonly string[];
  readonly description: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly { readonly flag: string; readonly description: string }[];
}

function listEntries(command: Command, words: readonly string[]): Entry[] {
  const flags = command.options.flatMap((option) =>
    option.long === undefined || option.hidden ? [] : [{ flag: option.long, description: option.description }],
  );
  const entry: Entry = {
    words,
    description: command.description(),
    subcommands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
    flags: [...flags, { flag: "--help", description: "show the help" }],
  };
  return [entry, ...command.commands.flatMap((child) => listEntries(child, [...words, child.name()]))];
}

const renderers: Record<Shell, (entries: readonly Entry[]) => string> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

function renderBash(entries: readonly Entry[]): string {
  const cases = entries.map((entry) => {
    const choices = [...entry.subcommands.map((child) => child.name), ...entry.flags.map((item) => item.flag)];
    return `    "${entry.words.join(" ")}") choices="${choices.join(" ")}" ;;`;
  });
  return `# bash completion for assay
_assay() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" choices="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) case " ${commandPaths(entries)} " in *" \${path:+$path/}$word "*) path="\${path:+$path/}$word" ;; esac ;; esac
  done
  case "\${path//\\// }" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$choices" -- "$current"))
  [ "\${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _assay assay
`;
}

function commandPaths(entries: readonly Entry[]): string {
  return entries.flatMap((entry) => (entry.words.length === 0 ? [] : [entry.words.join("/")])).join(" ");
}

function renderZsh(entries: readonly Entry[]): string {
  return `#compdef assay
autoload -U +X bashcompinit && bashcompinit
${renderBash(entries)}`;
}

function renderFish(entries: readonly Entry[]): string {
  const quote = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
  const lines = entries.flatMap((entry) => {
    const condition =
      entry.words.length === 0
        ? "__fish_use_subcommand"
        : entry.words.map((word) => `__fish_seen_subcommand_from ${word}`).join("; and ");
    return [
      ...entry.subcommands.map(
        (child) => `complete -c assay -f -n ${quote(condition)} -a ${child.name} -d ${quote(child.description)}`,
      ),
      ...entry.flags.map(
        (item) => `complete -c assay -n ${quote(condition)} -l ${item.flag.slice(2)} -d ${quote(item.description)}`,
      ),
    ];
  });
  return `# fish completion for assay\n${lines.join("\n")}\n`;
}
