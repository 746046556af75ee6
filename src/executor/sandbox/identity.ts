// Chooses the user that the sandbox runs as: never root, and none that owns anything on this machine.
import { readFileSync } from "node:fs";
import { randomInt } from "node:crypto";

// Above every range that systemd, container engines and directory services hand out, below the signed limit.
const FIRST_FREE_USER = 1_900_000_000;
const FREE_USERS = 100_000_000;
const NOBODY = 65_534;

/** A user and group id on the host. */
export interface SandboxIdentity {
  readonly userId: number;
  readonly groupId: number;
}

/**
 * The identity to change to before bubblewrap starts, or undefined to keep the service's own. A service that is
 * root must change: inside a user namespace it would still be host root to files such as /proc/sys. Each run gets
 * an identity of its own, so that process limits, which count per user, are not shared between runs.
 */
export function chooseSandboxIdentity(
  serviceUser: number = process.getuid?.() ?? NOBODY,
  userMap: string = readUserMap(),
): SandboxIdentity | undefined {
  if (serviceUser !== 0) return undefined;
  const userId = FIRST_FREE_USER + randomInt(FREE_USERS);
  const id = isMapped(userId, userMap) ? userId : NOBODY;
  return { userId: id, groupId: id };
}

function readUserMap(): string {
  try {
    return readFileSync("/proc/self/uid_map", "utf8");
  } catch {
    return "";
  }
}

/** Whether this process' own user namespace knows the id; lines are `inside outside length`. */
function isMapped(id: number, userMap: string): boolean {
  return userMap.split("\n").some((line) => {
    const [first, , length] = line.trim().split(/\s+/).map(Number);
    return first !== undefined && length !== undefined && id >= first && id < first + length;
  });
}
