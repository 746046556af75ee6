// Makes the files that only make runs faster, once, by the service's own trusted programs.
import { execFile } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { SupportFile } from "../languages/language-support.ts";
import { isOwnFolder, prepareCacheFolder } from "./cache-folder.ts";

const BUILD_TIMEOUT_MS = 60_000;

/** False for what only makes runs faster, where it is not there or in a folder that others can write to. */
export function isUsable({ source, build }: SupportFile): boolean {
  return build === undefined || (existsSync(source) && isOwnFolder(dirname(source)));
}

/** Makes what is missing. A failure costs only speed, so it is passed over: the next run tries again. */
export async function buildMissingSupport(files: readonly SupportFile[]): Promise<void> {
  for (const { source, build } of files) {
    if (build === undefined || existsSync(source)) continue;
    const [program = "", ...programArguments] = build;
    const unfinished = `${source}.new-${process.pid}-${randomBytes(6).toString("hex")}`;
    try {
      prepareCacheFolder(dirname(source));
      await promisify(execFile)(program, [...programArguments, unfinished], { env: {}, cwd: "/", timeout: BUILD_TIMEOUT_MS });
      renameSync(unfinished, source);
    } catch {
      rmSync(unfinished, { force: true });
    }
  }
}
