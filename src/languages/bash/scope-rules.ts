// How names are bound in Bash, and the variables that the shell itself sets.

import type { ScopeRules } from "../../syntax/language.ts";

/** From the chapter "Shell Variables" of the Bash reference manual, and what a login leaves in the environment. */
const variables = `
  BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_CMDS BASH_COMMAND BASH_ENV BASH_LINENO BASH_REMATCH
  BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO BASH_VERSION CDPATH COLUMNS COMP_CWORD COMP_LINE COMP_POINT COMP_WORDS
  COMPREPLY DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTFILE HOME HOSTNAME HOSTTYPE IFS LANG LC_ALL
  LINENO LINES LOGNAME MACHTYPE MAIL OLDPWD OPTARG OPTERR OPTIND OSTYPE PATH PIPESTATUS POSIXLY_CORRECT PPID
  PROMPT_COMMAND PS1 PS2 PS3 PS4 PWD RANDOM REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM TERM TMPDIR UID USER`;

/** Variables are global unless a function declares them local, so that functions open no scope of their own. */
export const scopeRules: ScopeRules = {
  opens: new Map(),
  binding: "by-assignment",
  isClassScopeVisibleInside: true,
  builtins: new Set(variables.trim().split(/\s+/)),
};
