// Compares the commands that shell code names with an operator's lists: advice in front of the sandbox.
import { AssayError } from "../../model/errors.ts";
import { listSimpleCommands, type ShellWord, type SimpleCommand } from "./shell-words.ts";

/** The operator's lists. */
export interface CommandLists {
  readonly deniedCommands: readonly string[];
  readonly allowedCommands?: readonly string[] | undefined;
}

/** Words of the language, and its own commands that start nothing. */
const KEYWORDS: ReadonlySet<string> = new Set(["if", "then", "elif", "else", "do", "while", "until", "!", "{", "}", "time", "coproc"]);
const HEADERS: ReadonlySet<string> = new Set(["for", "case", "select", "fi", "done", "esac", "[[", "in"]);
const BUILT_IN: ReadonlySet<string> = new Set([
  ":", "[", "break", "cd", "continue", "declare", "echo", "exit", "export", "false", "getopts", "hash", "let", "local", "printf", "pwd",
  "read", "readonly", "return", "set", "shift", "shopt", "test", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unset",
  "wait", "mapfile", "readarray", "jobs", "kill", "fg", "bg", "disown", "alias", "unalias", "eval", "exec", "builtin", "command",
]);
const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "zsh", "ksh", "ash", "rbash"]);
/** Commands that start the command named by their further words, and their options that take a value. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ["env", /^(?:-u|-C|-S|--unset|--chdir|--split-string)$/], ["xargs", /^-[IiLlnPsEed]$/], ["nohup", /^$/], ["nice", /^-n$/], ["timeout", /^-[ks]$/],
  ["setsid", /^$/], ["stdbuf", /^-[ioe]$/], ["sudo", /^-[ugCp]$/], ["doas", /^-[uC]$/], ["command", /^$/], ["exec", /^-a$/], ["builtin", /^$/],
  ["busybox", /^$/], ["unshare", /^$/], ["parallel", /^-[jS]$/], ["taskset", /^$/], ["runuser", /^-[ugG]$/],
  ["ionice", /^-[cn]$/], ["chroot", /^$/], ["watch", /^-n$/], ["strace", /^-[eop]$/], ["flock", /^-[wE]$/],
]);
const FIRST_OPERAND: ReadonlySet<string> = new Set(["timeout", "chroot", "flock", "taskset"]);
const MAXIMUM_DEPTH = 10;

/** Throws `execution-refused` when the code names a command that the lists do not let pass, or hides one. */
export function checkShellCode(code: string, lists: CommandLists): void {
  if (!isInForce(lists)) return;
  checkText(code, lists, new Set(), 0);
}

/** The same for a command that is given as words and not as shell text. */
export function checkCommandWords(words: readonly string[], lists: CommandLists): void {
  if (!isInForce(lists)) return;
  const literal = words.map((text): ShellWord => ({ text, isLiteral: true, isQuoted: true }));
  checkCommand({ words: literal, hereDocuments: [], isPiped: false }, lists, new Set(), 0);
}

function isInForce(lists: CommandLists): boolean {
  return lists.deniedCommands.length > 0 || lists.allowedCommands !== undefined;
}

function checkText(text: string, lists: CommandLists, outerFunctions: ReadonlySet<string>, depth: number): void {
  const commands = depth > MAXIMUM_DEPTH ? undefined : listSimpleCommands(text);
  if (commands === undefined) throw refuse("nests commands too deep to be checked");
  const functions = new Set(outerFunctions);
  for (const match of text.matchAll(/(?:^|[\s;&|(){}])(?:function\s+([\w:.-]+)|([\w:.-]+)\s*\(\s*\))/g)) functions.add(match[1] ?? match[2] ?? "");
  for (const command of commands) checkCommand(command, lists, functions, depth);
}

function checkCommand(command: SimpleCommand, lists: CommandLists, functions: ReadonlySet<string>, depth: number): void {
  const words = dropPrefix(command.words);
  const [first, ...rest] = words;
  if (first === undefined || (!first.isQuoted && HEADERS.has(first.text))) return;
  if (!first.isLiteral) throw refuse("builds the name of a command while it runs, which cannot be checked");
  const name = first.text.split("/").at(-1) ?? "";
  checkName(name, lists, functions);
  const inner = { ...command, words: rest };
  if (name === "eval" || name === "trap") checkWordsAsText(name === "trap" ? rest.slice(0, 1) : rest, lists, functions, depth);
  else if (name === "alias") for (const word of rest) checkText(word.text.slice(word.text.indexOf("=") + 1), lists, functions, depth + 1);
  else if (name === "source" || name === ".") throw refuse("reads commands from a file, which cannot be checked");
  else if (SHELLS.has(name)) checkShell(inner, lists, functions, depth);
  else if (name === "find") checkFind(rest, lists, functions, depth);
  else if (WRAPPERS.has(name)) checkWrapped(name, inner, lists, functions, depth);
}

function checkName(name: string, lists: CommandLists, functions: ReadonlySet<string>): void {
  if (lists.deniedCommands.includes(name)) throw refuse(`names the command ${JSON.stringify(name)}, which the policy in force denies`);
  const isAllowed = lists.allowedCommands === undefined || lists.allowedCommands.includes(name) || BUILT_IN.has(name) || functions.has(name);
  if (!isAllowed) throw refuse(`names the command ${JSON.stringify(name)}, which the policy in force does not allow`);
}

/** Takes away keywords, assignments and negations in front of the command's name. */
function dropPrefix(words: readonly ShellWord[]): readonly ShellWord[] {
  if (words[0]?.text === "function" && !words[0].isQuoted) return dropPrefix(words.slice(2));
  const start = words.findIndex((word) => word.isQuoted ? !isAssignment(word) : !KEYWORDS.has(word.text) && !isAssignment(word));
  return start === -1 ? [] : words.slice(start);
}

function isAssignment(word: ShellWord): boolean {
  return /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(word.text);
}

/** `-c TEXT`, a here-document or here-string are read; a script file or a pipe cannot be. */
function checkShell(command: SimpleCommand, lists: CommandLists, functions: ReadonlySet<string>, depth: number): void {
  const option = command.words.findIndex((word) => /^-[a-zA-Z]*c$/.test(word.text));
  if (option !== -1) return checkWordsAsText(command.words.slice(option + 1, option + 2), lists, functions, depth);
  const here = command.words.find((word) => word.text.startsWith("<<<"));
  if (here !== undefined) return checkWordsAsText([{ ...here, text: here.text.slice(3) }], lists, functions, depth);
  for (const document of command.hereDocuments) checkText(document, lists, functions, depth + 1);
  const isScript = command.words.some((word) => !word.text.startsWith("-"));
  if (command.isPiped || isScript || command.hereDocuments.length === 0) throw refuse("has a shell read commands that cannot be checked");
}

function checkWordsAsText(words: readonly ShellWord[], lists: CommandLists, functions: ReadonlySet<string>, depth: number): void {
  if (words.some((word) => !word.isLiteral)) throw refuse("builds commands while it runs, which cannot be checked");
  checkText(words.map((word) => word.text).join(" "), lists, functions, depth + 1);
}

function checkFind(words: readonly ShellWord[], lists: CommandLists, functions: ReadonlySet<string>, depth: number): void {
  words.forEach((word, index) => {
    if (/^-(?:exec|execdir|ok|okdir)$/.test(word.text)) {
      checkCommand({ words: words.slice(index + 1), hereDocuments: [], isPiped: false }, lists, functions, depth + 1);
    }
  });
}

function checkWrapped(name: string, command: SimpleCommand, lists: CommandLists, functions: ReadonlySet<string>, depth: number): void {
  const takesValue = WRAPPERS.get(name) ?? /^$/;
  let index = 0;
  let isOperandLeft = FIRST_OPERAND.has(name);
  for (; index < command.words.length; index += 1) {
    const text = command.words[index]?.text ?? "";
    if (takesValue.test(text)) index += 1;
    else if (text.startsWith("-") || (name === "env" && isAssignment({ text, isLiteral: true, isQuoted: false }))) continue;
    else if (isOperandLeft) isOperandLeft = false;
    else break;
  }
  if (index < command.words.length && depth < MAXIMUM_DEPTH) checkCommand({ ...command, words: command.words.slice(index) }, lists, functions, depth + 1);
}

function refuse(problem: string): AssayError {
  return new AssayError({
    code: "execution-refused",
    message: `The code ${problem}.`,
    nextStep: "Write it with commands that are allowed, or have the operator change deniedCommands or allowedCommands.",
  });
}
