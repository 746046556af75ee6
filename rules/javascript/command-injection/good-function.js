// proof: show(name)
import { spawnSync } from "node:child_process";

export function show(name) {
  if (!/^\w+$/.test(name)) throw new RangeError("no name");
  return spawnSync("printf", ["%s", name]).stdout.toString();
}
