// Stands for a service in a group of its own: asks for controllers there twice, as two executors do, and says what came
// of it as JSON. Arguments: the group, the controller.

import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { offerControllers } from "../../../../src/executor/sandbox/cgroup-unified.ts";

const [group = "", controller = ""] = process.argv.slice(2);
const membership = (): string => /^0::(.*)$/m.exec(readFileSync("/proc/self/cgroup", "utf8"))?.[1] ?? "";
const isOffered = offerControllers(group, "leaf", [controller]);
const own = membership();
const isOfferedAgain = offerControllers(group, "second-leaf", [controller]);
process.stdout.write(JSON.stringify({ isOffered, isOfferedAgain, isInLeaf: basename(own) === "leaf" && basename(dirname(own)) === basename(group), isUnmoved: membership() === own }));
