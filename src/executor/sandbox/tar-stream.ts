// Writes tar archives block by block: the one way in which files enter a sandbox.

const BLOCK_BYTES = 512;
const MAXIMUM_NAME_BYTES = 100;

/** One thing to place; `path` is absolute in the sandbox, without trailing slash. */
export type SeedEntry =
  | { readonly kind: "file"; readonly path: string; readonly content: Uint8Array; readonly executable?: boolean }
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** The archive's blocks for one entry. */
export function* tarEntry(entry: SeedEntry): Generator<Buffer> {
  switch (entry.kind) {
    case "file":
      yield* tarFileHeader(entry.path, entry.content.byteLength, entry.executable ?? false);
      yield Buffer.from(entry.content.buffer, entry.content.byteOffset, entry.content.byteLength);
      yield tarPadding(entry.content.byteLength);
      return;
    case "directory":
      yield* header({ path: `${entry.path}/`, type: "5", mode: 0o755, sizeBytes: 0, target: "" });
      return;
    case "link":
      yield* header({ path: entry.path, type: "2", mode: 0o777, sizeBytes: 0, target: entry.target });
  }
}

/** The header of a file whose content the caller writes next, `sizeBytes` long, then {@link tarPadding}. */
export function tarFileHeader(path: string, sizeBytes: number, executable: boolean): Generator<Buffer> {
  return header({ path, type: "0", mode: executable ? 0o755 : 0o644, sizeBytes, target: "" });
}

/** What fills a file's last block. */
export function tarPadding(sizeBytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

/** The end of an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK_BYTES);
}

interface Header {
  readonly path: string;
  readonly type: "0" | "2" | "5" | "x";
  readonly mode: number;
  readonly sizeBytes: number;
  readonly target: string;
}

function* header(fields: Header): Generator<Buffer> {
  const isLong = (text: string): boolean => Buffer.byteLength(text) > MAXIMUM_NAME_BYTES;
  const path = fields.path.replace(/^\/+/, "");
  const records = [
    ...(isLong(path) || !isAscii(path) ? [extendedRecord("path", path)] : []),
    ...(isLong(fields.target) || !isAscii(fields.target) ? [extendedRecord("linkpath", fields.target)] : []),
  ];
  if (records.length > 0) {
    const body = Buffer.concat(records);
    yield headerBlock({ path: "extended", type: "x", mode: 0o644, sizeBytes: body.length, target: "" });
    yield body;
    yield tarPadding(body.length);
  }
  yield headerBlock({ ...fields, path });
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts itself. */
function extendedRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function headerBlock(fields: Header): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.set(Buffer.from(fields.path).subarray(0, MAXIMUM_NAME_BYTES), 0);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, "0")}\0`;
  block.write(octal(fields.mode, 8), 100, "latin1");
  block.write(octal(0, 8), 108, "latin1");
  block.write(octal(0, 8), 116, "latin1");
  block.write(octal(fields.sizeBytes, 12), 124, "latin1");
  block.write(octal(0, 12), 136, "latin1");
  block.write("        ", 148, "latin1");
  block.write(fields.type, 156, "latin1");
  block.set(Buffer.from(fields.target).subarray(0, MAXIMUM_NAME_BYTES), 157);
  block.write("ustar\x0000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
