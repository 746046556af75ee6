// Lowers oxc's raw buffer into the normalised tree, by the same tables as the ESTree lowering and without making objects.

import { Kind } from "../../syntax/kinds.ts";
import type { NodeArrays } from "../../syntax/node-arrays.ts";
import { Role } from "../../syntax/roles.ts";
import type { RawBuffer } from "./raw-buffer.ts";
import type { RawWalk } from "./raw-walk.ts";
import { NameFrom, Reader, buildLayout, noReader, offsetOf } from "./raw-layout.ts";
import type { NameTable } from "./raw-names.ts";
import { createRawSpecials } from "./raw-specials.ts";
import { createRawText } from "./raw-text.ts";

/** Numbers on the stack for one node to come. */
const frame = 5;
const initialFrames = 1 << 12;

export interface RawLowerer {
  /** Adds the program whose data start at `at`; nodes and names go to the given arrays and table. */
  lower(at: number, text: string): void;
}

/** The lowerer of one buffer. */
export function createRawLowerer(buffer: RawBuffer, nodes: NodeArrays, names: NameTable): RawLowerer {
  const layout = buildLayout();
  const { what, first, second, third, choiceReader, choiceOffset, choiceStruct } = layout;
  const { kind, constantFlags, nameFrom, nameOffset, nameArgument, constants } = layout;
  const { childrenStart, children, flagsStart, flagBytes, flagTables, decorators } = layout;
  const { bytes, words } = buffer;
  const restOffset = offsetOf("FormalParameters", "params") + 24;
  const paramsReader = layout.readerId.get("VecFormalParameter")!;
  const restReader = layout.readerId.get("$RestParameter")!;
  const identifierString = offsetOf("IdentifierName", "name");
  const constantIds = new Int32Array(constants.length);
  const readText = createRawText(buffer, names);
  let stack = new Int32Array(initialFrames * frame);
  let top = 0;

  function queue(struct: number, at: number, role: number, flags: number, parent: number): void {
    if (top === stack.length) {
      const wider = new Int32Array(stack.length * 2);
      wider.set(stack);
      stack = wider;
    }
    stack[top] = struct;
    stack[top + 1] = at;
    stack[top + 2] = role;
    stack[top + 3] = flags;
    stack[top + 4] = parent;
    top += frame;
  }

  function push(reader: number, at: number, role: number, flags: number, parent: number): void {
    for (;;) {
      switch (what[reader]) {
        case Reader.Struct:
          return queue(first[reader]!, at, role, flags, parent);
        case Reader.Box:
          at = words[at >> 2]!;
          reader = first[reader]!;
          continue;
        case Reader.Choice: {
          const entry = first[reader]! + bytes[at]!;
          const struct = choiceStruct[entry]!;
          if (struct >= 0) return queue(struct, words[(at + choiceOffset[entry]!) >> 2]!, role, flags, parent);
          reader = choiceReader[entry]!;
          at += choiceOffset[entry]!;
          if (reader === noReader) throw new Error("a tag that the tables do not know");
          continue;
        }
        case Reader.List:
          return pushList(reader, at, role, flags, parent);
        case Reader.Pointer: {
          const word = (at + second[reader]!) >> 2;
          if (words[word] === 0 && words[word + 1] === 0) return;
          reader = first[reader]!;
          continue;
        }
        case Reader.Tag:
          if (bytes[at + second[reader]!] === third[reader]!) return;
          reader = first[reader]!;
          continue;
        case Reader.Wrapper:
          flags |= third[reader]!;
          at += second[reader]!;
          reader = first[reader]!;
          continue;
        default:
          return pushParameters(at, role, parent);
      }
    }
  }

  function pushList(reader: number, at: number, role: number, flags: number, parent: number): void {
    const element = first[reader]!;
    const stride = second[reader]!;
    const start = words[at >> 2]!;
    for (let item = start + (words[(at >> 2) + 2]! - 1) * stride; item >= start; item -= stride) {
      push(element, item, role, flags, parent);
    }
  }

  function pushParameters(at: number, role: number, parent: number): void {
    const rest = words[(at + restOffset) >> 2]!;
    if (rest !== 0) push(restReader, rest, role, 0, parent);
    push(paramsReader, at + restOffset - 24, role, 0, parent);
  }

  function pushChildren(struct: number, at: number, parent: number): void {
    const from = childrenStart[struct]!;
    for (let child = childrenStart[struct + 1]! - 3; child >= from; child -= 3) {
      push(children[child]!, at + children[child + 1]!, children[child + 2]!, 0, parent);
    }
  }

  function constant(index: number): number {
    const id = constantIds[index]!;
    return id !== 0 ? id : (constantIds[index] = names.ofString(constants[index]!));
  }

  function nameOf(struct: number, at: number): number {
    const place = at + nameOffset[struct]!;
    switch (nameFrom[struct]) {
      case NameFrom.Nothing:
        return 0;
      case NameFrom.Constant:
        return constant(nameArgument[struct]!);
      case NameFrom.String:
        return readText.string(place);
      case NameFrom.Table:
        return constant(nameArgument[struct]! + bytes[place]!);
      case NameFrom.OptionalIdentifier:
        return words[(place + identifierString) >> 2] === 0 ? 0 : readText.string(place + identifierString);
      case NameFrom.JsString:
        return readText.jsString(place);
      default:
        return keyName(place, bytes[at + nameArgument[struct]!] === 1);
    }
  }

  /** Identifiers and private names unless computed; strings and numbers always. */
  function keyName(at: number, isComputed: boolean): number {
    const entry = first[keyReader]! + bytes[at]!;
    const reader = choiceReader[entry]!;
    const inner = words[(at + choiceOffset[entry]!) >> 2]!;
    if (reader === keyIdentifier || reader === keyPrivate) return isComputed ? 0 : readText.string(inner + identifierString);
    if (reader === keyReference) return isComputed ? 0 : readText.string(inner + identifierString);
    if (reader === keyString) return readText.jsString(inner + stringValue);
    if (reader === keyNumber) return readText.numberKey(inner + numberValue);
    return 0;
  }
  const id = (name: string): number => layout.readerId.get(name)!;
  const keyReader = id("PropertyKey");
  const keyIdentifier = id("BoxIdentifierName");
  const keyPrivate = id("BoxPrivateIdentifier");
  const keyReference = id("BoxIdentifierReference");
  const keyString = id("BoxStringLiteral");
  const keyNumber = id("BoxNumericLiteral");
  const stringValue = offsetOf("StringLiteral", "value");
  const numberValue = offsetOf("NumericLiteral", "value");

  function open(struct: number, at: number, role: number, flags: number, parent: number): number {
    const word = at >> 2;
    let start = words[word]!;
    let all = flags | constantFlags[struct]!;
    const flagsEnd = flagsStart[struct + 1]!;
    for (let field = flagsStart[struct]!; field < flagsEnd; field += 2) {
      all |= flagTables[flagBytes[field + 1]! + bytes[at + flagBytes[field]!]!]!;
    }
    const decorated = decorators[struct]!;
    if (decorated >= 0 && words[(at + decorated + 8) >> 2] !== 0) {
      start = Math.min(start, words[words[(at + decorated) >> 2]! >> 2]!);
    }
    return nodes.append(parent, kind[struct]!, role, start, words[word + 1]!, nameOf(struct, at), all);
  }

  function resolve(reader: number, at: number): { struct: number; at: number } | undefined {
    const before = top;
    push(reader, at, 0, 0, 0);
    if (top === before) return undefined;
    top = before;
    return { struct: stack[before]!, at: stack[before + 1]! };
  }

  const walk: RawWalk = {
    buffer, nodes, text: "", reader: id, push, lowerNow, pushChildren, open, nameOf, resolve,
    jsString: readText.jsString,
    string: readText.string,
    constant: names.ofString,
    textOfName: names.textOf,
    structName: (struct) => layout.structNames[struct]!,
  };
  const handlers = createRawSpecials(walk, layout.structNames);

  const plainLeaf = Uint8Array.from(layout.structNames, (_name, struct) => {
    const hasFlags = flagsStart[struct] !== flagsStart[struct + 1] || constantFlags[struct] !== 0;
    const hasChildren = childrenStart[struct] !== childrenStart[struct + 1];
    return nameFrom[struct] === NameFrom.String && !hasFlags && !hasChildren && handlers[struct] === undefined ? 1 : 0;
  });

  function lowerNow(struct: number, at: number, role: number, flags: number, parent: number): void {
    const handle = handlers[struct];
    if (handle === undefined) pushChildren(struct, at, open(struct, at, role, flags, parent));
    else handle(struct, at, role, flags, parent);
  }

  const programReader = id("Program");

  return {
    lower(at, text) {
      walk.text = text;
      constantIds.fill(0);
      top = 0;
      const root = nodes.append(0, Kind.Program, Role.None, 0, text.length, 0, 0);
      pushChildren(first[programReader]!, at, root);
      while (top > 0) {
        top -= frame;
        const struct = stack[top]!;
        const place = stack[top + 1]!;
        const role = stack[top + 2]!;
        const flags = stack[top + 3]!;
        const parent = stack[top + 4]!;
        if (plainLeaf[struct] === 1) {
          // Names are nearly half of all nodes.
          const word = place >> 2;
          const name = readText.string(place + nameOffset[struct]!);
          nodes.append(parent, kind[struct]!, role, words[word]!, words[word + 1]!, name, flags);
        } else lowerNow(struct, place, role, flags, parent);
      }
    },
  };
}

