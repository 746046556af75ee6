// The two small shell scripts around every run: one outside that waits and relays, one inside that fills and measures.

/** Descriptor numbers shared by the scripts and the launcher that opens them. */
export const DESCRIPTORS = {
  /** Both ways: the inside says `r` (mounted) and `s` (seeded) and waits for a line before the program starts. */
  control: 3,
  /** Into the sandbox: the archive of everything to place. */
  seed: 4,
  /** Out of bubblewrap: its child's process id. */
  information: 5,
  /** Into the outer script: a line when the process is in its control group. */
  go: 6,
  /** Out of the inner script: CPU times before and after the program. */
  times: 7,
  /** Into bubblewrap: its arguments. */
  arguments: 8,
  /** Into bubblewrap: the system-call filter. */
  filter: 9,
  /** The first of the control groups to join by writing to them. */
  groups: 10,
} as const;

const { control, seed, information, go, times, arguments: argumentList, filter, groups: firstGroup } = DESCRIPTORS;

/** What the outer script is made for. */
export interface OuterScriptOptions {
  readonly hasStdin: boolean;
  /** How many control groups are open to be joined. */
  readonly groups: number;
  readonly keepDescriptors: boolean;
}

/**
 * Runs outside, as the sandbox's user, with `cat`'s path as $1 and then bubblewrap's command line. Output is relayed
 * through real pipes, because programs cannot reopen /dev/stdout or /dev/stdin when it is the socket that Node hands
 * out; the relays end when the sandbox does. Bubblewrap takes this shell's place and so is the service's own child:
 * the kernel ends it with the service. Without the line on `go`, as when the service has died meanwhile, nothing starts.
 */
export function outerScript({ hasStdin, groups, keepDescriptors }: OuterScriptOptions): string {
  const closed = closeAll([control, seed, information, go, times, argumentList, filter]);
  const joined = Array.from({ length: groups }, (_, index) => firstGroup + index);
  return [
    // Before anything else is started, so that everything is in the groups. Each is closed: inside it would be a way out.
    ...joined.map((number) => `printf 0 >&${number} || exit 125; exec ${number}>&-`),
    ...(keepDescriptors ? [] : [CLOSE_INHERITED_DESCRIPTORS]),
    "relay=$1; shift",
    // One by one and before the last exec: only so does the shell close its own ends of the pipes.
    `exec > >(exec "$relay" ${closed})`,
    `exec 2> >(exec "$relay" >&2 ${closed})`,
    ...(hasStdin ? [`exec < <(exec "$relay" ${closed})`] : []),
    `read -r line <&${go} || exit 125`,
    `exec ${go}>&-`,
    `exec "$@"`,
  ].join("\n");
}

/** Whatever the service itself inherited from its own parent would otherwise be open inside the sandbox. */
const CLOSE_INHERITED_DESCRIPTORS = 'for entry in /proc/self/fd/[1-9][0-9]*; do eval "exec ${entry##*/}>&-"; done';

/**
 * Runs inside, before the program, with an environment that holds nothing of the request yet: what the request sets
 * (LD_PRELOAD, say) must not act before the limits are in force. It unpacks the seed, closes every descriptor of the
 * launcher for the program, and reports CPU times before and after it. Its own complaints ("Killed") go nowhere.
 */
export function innerScript(tar: string, launchFile: string, keepDescriptors: boolean): string {
  const closed = closeAll([seed, information, argumentList, filter]);
  return [
    `printf r >&${control}`,
    `${tar} -x -f - -C / <&${seed} || exit 125`,
    `printf s >&${control}`,
    `read -r line <&${control} || exit 125`,
    ...(keepDescriptors ? [] : [`exec ${control}>&- ${closed}`]),
    `exec ${filter}>&2 2>/dev/null`,
    `times >&${times}`,
    `( . ${launchFile} ) 2>&${filter} ${filter}>&-${keepDescriptors ? "" : ` ${times}>&-`}`,
    "status=$?",
    `times >&${times}`,
    "exit $status",
  ].join("\n");
}

function closeAll(descriptors: readonly number[]): string {
  return descriptors.map((number) => `${number}>&-`).join(" ");
}

/** Names whose assignment is an error, or changes something, in the shell that reads the launch file: dash or Bash. */
const SHELL_OWN_NAMES: ReadonlySet<string> = new Set([
  "OPTIND", "LINENO", "IFS", "PS4", "ENV", "UID", "EUID", "PPID", "SHELLOPTS", "BASHOPTS", "BASH_VERSINFO", "BASH_ARGC", "BASH_ARGV",
  "BASH_LINENO", "BASH_SOURCE", "BASH_XTRACEFD", "BASH_CMDS", "BASH_ALIASES", "BASHPID", "BASH_COMPAT", "POSIXLY_CORRECT", "DIRSTACK", "FUNCNAME", "GROUPS",
  "HISTCMD", "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME", "TMOUT", "SHLVL",
]);

/** The launch file: lines to run before, exports, then the program in the shell's own place. */
export function launchFile(environment: Readonly<Record<string, string>>, command: readonly string[], before: readonly string[] = []): string {
  const entries = Object.entries(environment);
  const exported = entries.filter(([name]) => !SHELL_OWN_NAMES.has(name));
  const others = entries.filter(([name]) => SHELL_OWN_NAMES.has(name)).map(([name, value]) => `${name}=${value}`);
  const words = others.length === 0 ? command : ["/usr/bin/env", ...others, ...command];
  return [
    ...before,
    ...exported.map(([name, value]) => `export ${name}=${quoteForShell(value)}`),
    `exec ${words.map(quoteForShell).join(" ")}`,
    "",
  ].join("\n");
}

/** Quotes any text as one word of a POSIX shell. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
