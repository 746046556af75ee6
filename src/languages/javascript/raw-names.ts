// Interns names straight from the bytes of oxc's buffer, so that a name seen before costs no string.

/** Ids of the distinct names of one file; id 0 is "". */
export interface NameTable {
  /** Starts a new file, whose bytes stand at `sourceStart`, and gives the list that its ids index. */
  begin(text: string, sourceStart: number, isAscii: boolean): string[];
  /** The id of `length` bytes of UTF-8 at `at`. */
  ofBytes(bytes: Uint8Array, at: number, length: number): number;
  /** The id of a string. */
  ofString(text: string): number;
  /** The string of an id. */
  textOf(id: number): string;
}

const initialSlots = 1 << 12;
const hashMultiplier = 0x01000193;

/** A table for one thread; it is emptied for each file. */
export function createNameTable(): NameTable {
  let names: string[] = [""];
  let slots = new Int32Array(initialSlots);
  let hashes = new Int32Array(initialSlots);
  let wide = new Map<string, number>();
  /** The text of an all-ASCII file, where places in the buffer are places in the text; else "". */
  let source = "";
  let sourceStart = 0;

  function add(text: string, hash: number): number {
    const id = names.length;
    names.push(text);
    if (id === hashes.length) hashes = longer(hashes);
    hashes[id] = hash;
    if (id * 2 > slots.length) widen();
    else if (hash !== 0) slots[freeSlot(hash)] = id;
    return id;
  }

  function freeSlot(hash: number): number {
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }

  function widen(): void {
    slots = new Int32Array(slots.length * 4);
    for (let id = 1; id < names.length; id++) if (hashes[id] !== 0) slots[freeSlot(hashes[id]!)] = id;
  }

  /** Names beyond ASCII have a table of their own: their bytes and their characters hash differently. */
  function ofWide(text: string): number {
    let id = wide.get(text);
    if (id === undefined) {
      id = add(text, 0);
      wide.set(text, id);
    }
    return id;
  }

  function ofBytes(bytes: Uint8Array, at: number, length: number): number {
    if (length === 0) return 0;
    let hash = length;
    let union = 0;
    for (let index = at, end = at + length; index < end; index++) {
      const byte = bytes[index]!;
      union |= byte;
      hash = Math.imul(hash ^ byte, hashMultiplier);
    }
    if (union > 127) return ofWide(decode(bytes, at, length));
    hash = spread(hash);
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const id = slots[slot]!;
      if (id === 0) return add(textOf(bytes, at, length), hash);
      if (hashes[id] === hash && hasBytes(names[id]!, bytes, at, length)) return id;
    }
  }

  function textOf(bytes: Uint8Array, at: number, length: number): string {
    const offset = at - sourceStart;
    return offset >= 0 && source !== "" ? source.slice(offset, offset + length) : decode(bytes, at, length);
  }

  function ofString(text: string): number {
    if (text.length === 0) return 0;
    let hash = text.length;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 127) return ofWide(text);
      hash = Math.imul(hash ^ unit, hashMultiplier);
    }
    hash = spread(hash);
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const id = slots[slot]!;
      if (id === 0) return add(text, hash);
      if (hashes[id] === hash && names[id] === text) return id;
    }
  }

  function begin(text: string, start: number, isAscii: boolean): string[] {
    source = isAscii ? text : "";
    sourceStart = start;
    names = [""];
    wide = new Map();
    if (slots.length > initialSlots * 16) slots = new Int32Array(initialSlots);
    else slots.fill(0);
    return names;
  }

  return { begin, ofBytes, ofString, textOf: (id) => names[id]! };
}

function longer(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const result = new Int32Array(list.length * 2);
  result.set(list);
  return result;
}

/** Mixes the high bits into the low ones; never 0, which marks names that are not in the slots. */
function spread(hash: number): number {
  return (hash ^ (hash >>> 15)) | 1;
}

function hasBytes(name: string, bytes: Uint8Array, at: number, length: number): boolean {
  if (name.length !== length) return false;
  for (let index = 0; index < length; index++) if (name.charCodeAt(index) !== bytes[at + index]) return false;
  return true;
}

const shortName = 24;

function decode(bytes: Uint8Array, at: number, length: number): string {
  if (length > shortName) return utf8(bytes, at, length);
  let text = "";
  for (let index = at; index < at + length; index++) {
    if (bytes[index]! > 127) return utf8(bytes, at, length);
    text += String.fromCharCode(bytes[index]!);
  }
  return text;
}

/** A Buffer reads a stretch of a big array faster than a TextDecoder, which needs a view of it. */
function utf8(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString("utf8");
}
