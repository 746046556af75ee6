// Names every single defence of the sandbox, so that the attack suite can take each away and see itself fail.

/** All defences. The launcher applies every one that is not in the set it is given to leave out. */
export const DEFENCES = [
  "drop-user",
  "empty-environment",
  "unshare-ipc",
  "unshare-pid",
  "unshare-net",
  "unshare-uts",
  "unshare-cgroup",
  "disable-userns",
  "die-with-parent",
  "new-session",
  "drop-capabilities",
  "mount-allow-list",
  "hide-local-configuration",
  "read-only-system",
  "private-proc",
  // Those of its own namespaces belong to the sandbox's user.
  "read-only-settings",
  // Its memory could be written through /proc and its tie to the service undone.
  "hide-first-process",
  "private-dev",
  "read-only-dev",
  "read-only-root",
  "sized-shm",
  "sized-tmp",
  "sized-workspace",
  "seccomp",
  "limit-processes",
  "limit-file-size",
  "limit-open-files",
  "limit-core",
  "limit-data",
  "limit-cpu",
  "cgroup-memory",
  "cgroup-processes",
  "watch-memory",
  "watch-files",
  "wall-clock",
  "output-cap",
  "flood-stop",
  "close-descriptors",
  "whole-tree-kill",
] as const;

/** One defence. */
export type Defence = (typeof DEFENCES)[number];

/** Defences to leave out: empty in every product path, filled only by the attack suite. */
export type RemovedDefences = ReadonlySet<Defence>;
