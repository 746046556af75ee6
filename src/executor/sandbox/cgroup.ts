// Holds a run's memory and process count by control groups, version 2 where delegated, version 1 where writable.
import { accessSync, constants, existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
import { removeGroup } from "./cgroup-files.ts";
import { makeSplit } from "./cgroup-split.ts";
import { makeUnified, offerControllers } from "./cgroup-unified.ts";
import type { RunCgroup } from "./run-cgroup.ts";

/** Where groups for runs can be made on this machine. */
export type CgroupHome =
  | { readonly version: 2; readonly parent: string }
  | { readonly version: 1; readonly memoryParent: string; readonly pidsParent: string };

const MAXIMUM_DELEGATION_LEVELS = 4;
const SYSTEM_ROOT = "/sys/fs/cgroup";
/** The service's number tells later ones whether the group is still in use. */
const OWN_NAME = /^assay-(\d+)-[0-9a-f]+$/;

/** Finds where groups can be made, by making one; undefined where none can. `root` is stubbed in tests. */
export function findCgroupHome(root: string = SYSTEM_ROOT, membership: string = readMembership()): CgroupHome | undefined {
  const home = candidateHomes(root, membership).find((candidate) => canMakeGroup(candidate));
  if (home !== undefined) removeAbandoned(home);
  return home;
}

/** Groups of services that were killed: empty by now, for their runs died with them. */
function removeAbandoned(home: CgroupHome): void {
  for (const parent of home.version === 2 ? [home.parent] : [home.memoryParent, home.pidsParent]) {
    for (const name of readdirSync(parent)) {
      const owner = OWN_NAME.exec(name)?.[1];
      if (owner !== undefined && !existsSync(`/proc/${owner}`)) removeGroup(join(parent, name));
    }
  }
}

function readMembership(): string {
  try {
    return readFileSync("/proc/self/cgroup", "utf8");
  } catch {
    return "";
  }
}

/** A place to try. */
type CandidateHome = CgroupHome & {
  /** Whether this process is in that very group, so that changing it is its own affair. */
  readonly isOwn?: boolean;
};

function candidateHomes(root: string, membership: string): CandidateHome[] {
  const pathByController = new Map<string, string>();
  for (const line of membership.split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    for (const controller of controllers.split(",")) pathByController.set(controller, path);
  }
  const homes: CandidateHome[] = [];
  let unified = existsSync(join(root, "cgroup.controllers")) ? pathByController.get("") : undefined;
  // An executor that was there before has stepped down: its leaf holds processes, and what it left holds groups.
  if (unified !== undefined && OWN_NAME.test(basename(unified))) unified = dirname(unified);
  for (let level = 0; unified !== undefined && level < MAXIMUM_DELEGATION_LEVELS; level += 1) {
    homes.push({ version: 2, parent: join(root, unified), isOwn: level === 0 });
    unified = unified === "/" ? undefined : dirname(unified);
  }
  const memory = pathByController.get("memory");
  const pids = pathByController.get("pids");
  if (memory !== undefined && pids !== undefined) {
    homes.push({ version: 1, memoryParent: join(root, "memory", memory), pidsParent: join(root, "pids", pids) });
  }
  return homes;
}

function canMakeGroup(home: CandidateHome): boolean {
  try {
    if (home.version === 2) {
      // Groups above belong to whoever runs the machine, and root could change them all: only what was delegated is.
      const mayChange = home.isOwn === true || process.geteuid?.() !== 0;
      if (!offerControllers(home.parent, mayChange ? groupName() : undefined)) return false;
      accessSync(join(home.parent, "cgroup.procs"), constants.W_OK);
    }
    const group = createRunCgroup(home, 16);
    group.limitMemory(64 * 1024 * 1024);
    return group.remove();
  } catch {
    return false;
  }
}

/** Makes a group that holds at most `maximumProcesses` processes and threads. Throws when it cannot be made. */
export function createRunCgroup(home: CgroupHome, maximumProcesses: number): RunCgroup {
  const name = groupName();
  return home.version === 2
    ? makeUnified(join(home.parent, name), maximumProcesses)
    : makeSplit(join(home.memoryParent, name), join(home.pidsParent, name), maximumProcesses);
}

function groupName(): string {
  return `assay-${process.pid}-${randomBytes(6).toString("hex")}`;
}
