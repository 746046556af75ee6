// Chooses the user that the sandbox runs as: never root, and none that owns anything on this machine.
import { readFileSync } from "node:fs";
import { randomInt } from "node:crypto";
import { AssayError } from "../../model/errors.ts";

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
 * an identity of its own, so that process limits, which count per user, are not shared between runs. Throws
 * `isolation-unavailable` where root has nobody to change to.
 */
export function chooseSandboxIdentity(
  serviceUser: number = process.getuid?.() ?? NOBODY,
  userMap: string = readMap("uid_map"),
  groupMap: string = readMap("gid_map"),
): SandboxIdentity | undefined {
  if (serviceUser !== 0) return undefined;
  const own = FIRST_FREE_USER + randomInt(FREE_USERS);
  const id = [own, NOBODY].find((candidate) => outsideIdOf(candidate, userMap) !== undefined && outsideIdOf(candidate, groupMap) !== undefined);
  if (id !== undefined) return { userId: id, groupId: id };
  // Root of a namespace that stands for an ordinary user, and for that user alone, is no more than that user.
  const outside = outsideIdOf(0, userMap);
  if (outside !== undefined && outside !== 0) return undefined;
  throw new AssayError({
    code: "isolation-unavailable",
    message: "The service is root in a user namespace that has no other user to run programs as.",
    nextStep: "Run it as an ordinary user, or map more users into the namespace.",
  });
}

function readMap(name: "uid_map" | "gid_map"): string {
  try {
    return readFileSync(`/proc/self/${name}`, "utf8");
  } catch {
    return "";
  }
}

/** What an id of this process' own user namespace is outside; undefined where it is none. Lines are `inside outside length`. */
function outsideIdOf(id: number, map: string): number | undefined {
  for (const line of map.split("\n")) {
    const [first, outside, length] = line.trim().split(/\s+/).map(Number);
    if (first !== undefined && outside !== undefined && length !== undefined && id >= first && id < first + length) return outside + id - first;
  }
  return undefined;
}
