import { execFile, execFileSync } from "node:child_process";
import path from "node:path";

export function list(folder: string): void {
  execFile("ls", ["-l", "--", folder]);
}

export function archive(name: string): Buffer {
  return execFileSync("tar", ["czf", `${name}.tgz`, "."]);
}

export function pack(folder: string, name: string): void {
  execFile("gzip", ["--keep", "--", path.join(folder, name)]);
}
