import { execFile, execFileSync } from "node:child_process";

export function list(folder: string): void {
  execFile("ls", ["-l", "--", folder]);
}

export function archive(name: string): Buffer {
  return execFileSync("tar", ["czf", `${name}.tgz`, "."]);
}
