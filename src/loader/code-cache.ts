// Keeps what V8 made of the program's chunks in the user's cache folder, so that the next process need not compile them.

import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { isMainThread, threadId } from "node:worker_threads";
import { userCacheFolder } from "../model/user-cache-folder.ts";

declare const __ASSAY_BUILD__: string;

export interface CodeCache {
  /** `text` is compiled, or taken from an earlier run. */
  readonly compile: (fileName: string, text: string) => Script;
}

/** What the file begins with: where each chunk's code lies behind it, and how often the file was written. */
interface Header {
  readonly writtenCount: number;
  readonly chunks: Readonly<Record<string, { readonly offset: number; readonly sizeBytes: number; readonly hash: string }>>;
}

interface Kept {
  readonly header: Header;
  /** Where the chunks' code begins. */
  readonly start: number;
  readonly bytes: Buffer;
}

/** V8 keeps what a run called: further runs call more, and the first of them write the file anew. */
const timesWritten = 3;
/** Files of other builds and other versions of Node stay until there are this many. */
const mostFiles = 24;
/** V8 reads its data in place where it is aligned. */
const alignment = 8;
const lengthBytes = 4;
const nothing: Kept = { header: { writtenCount: 0, chunks: {} }, start: 0, bytes: Buffer.alloc(0) };

/** Opens the code of one purpose; it is written when the process ends. Whatever fails here costs time, never the run. */
export function openCodeCache(purpose: string): CodeCache {
  const place = codeFolder();
  // Names everything that decides whether V8 can use it: this build, V8's version and switches, the processor.
  const tag = cachedDataVersionTag();
  const file = place === undefined ? undefined : join(place, `${__ASSAY_BUILD__}-${purpose}-${tag.toString(16)}`);
  const kept = file === undefined ? nothing : read(file);
  const scripts = new Map<string, Script>();
  let isComplete = true;
  if (file !== undefined) {
    process.once("exit", () => {
      if (isComplete && kept.header.writtenCount >= timesWritten) return;
      // Other switches now: V8 would mark the data with those.
      if (cachedDataVersionTag() !== tag) return;
      write(file, kept, scripts);
    });
  }
  return {
    compile: (fileName, text) => {
      const name = basename(fileName);
      const cachedData = codeOf(kept, name);
      // assay-ignore-next-line javascript/eval-injection: the text is a chunk of this very build
      const script = new Script(text, { filename: fileName, ...(cachedData === undefined ? {} : { cachedData }) });
      if (cachedData === undefined || script.cachedDataRejected === true) isComplete = false;
      scripts.set(name, script);
      return script;
    },
  };
}

/** Below the user's own cache folder and never in a project: what lies there is run. */
function codeFolder(): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: isOff } = process.env;
  if (isOff !== undefined && isOff !== "") return undefined;
  try {
    const folder = userCacheFolder(process.env);
    return isAbsolute(folder) ? join(folder, "code") : undefined;
  } catch {
    // A user without a home keeps nothing.
    return undefined;
  }
}

function read(file: string): Kept {
  try {
    if (!isOwn(file)) return nothing;
    const bytes = readFileSync(file);
    const start = bytes.readUInt32LE(0);
    // Only this program writes here, and each part is checked against its hash before it is used.
    const header = JSON.parse(bytes.toString("utf8", lengthBytes, start)) as Header;
    return { header, start, bytes };
  } catch {
    return nothing;
  }
}

/** Code is taken from nobody else: neither the file nor its folder may be another user's, or open to others. */
function isOwn(file: string): boolean {
  const user = process.getuid?.();
  if (user === undefined) return true;
  return [file, join(file, "..")].every((path) => {
    const { uid, mode } = statSync(path);
    return uid === user && (mode & 0o022) === 0;
  });
}

function codeOf({ header, start, bytes }: Kept, name: string): Buffer | undefined {
  const chunk = header.chunks[name];
  if (chunk === undefined) return undefined;
  const code = bytes.subarray(start + chunk.offset, start + chunk.offset + chunk.sizeBytes);
  return code.length === chunk.sizeBytes && hashOf(code) === chunk.hash ? code : undefined;
}

function write(file: string, kept: Kept, scripts: ReadonlyMap<string, Script>): void {
  const code = new Map<string, Buffer>();
  for (const name of Object.keys(kept.header.chunks)) {
    const old = codeOf(kept, name);
    if (old !== undefined) code.set(name, old);
  }
  for (const [name, script] of scripts) code.set(name, script.createCachedData());
  const temporary = `${file}.${process.pid}-${isMainThread ? "main" : threadId}`;
  try {
    const folder = join(file, "..");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(temporary, layOut(code, kept.header.writtenCount + 1), { mode: 0o600 });
    // A reader sees the whole old file or the whole new one.
    renameSync(temporary, file);
    removeOldest(folder);
  } catch {
    discard(temporary);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder is no folder: there is no such file.
  }
}

function layOut(code: ReadonlyMap<string, Buffer>, writtenCount: number): Buffer {
  const chunks: Record<string, Header["chunks"][string]> = {};
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of code) {
    chunks[name] = { offset, sizeBytes: bytes.length, hash: hashOf(bytes) };
    parts.push(bytes, padding(bytes.length));
    offset += bytes.length + padding(bytes.length).length;
  }
  const header = Buffer.from(JSON.stringify({ writtenCount, chunks } satisfies Header));
  const gap = padding(lengthBytes + header.length).fill(" ");
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(lengthBytes + header.length + gap.length);
  return Buffer.concat([length, header, gap, ...parts]);
}

function padding(length: number): Buffer {
  return Buffer.alloc((alignment - (length % alignment)) % alignment);
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= mostFiles) return;
  const ages = files.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ path, mtimeMs: found.mtimeMs }];
  });
  for (const { path } of ages.sort((left, right) => right.mtimeMs - left.mtimeMs).slice(mostFiles)) rmSync(path, { force: true });
}
