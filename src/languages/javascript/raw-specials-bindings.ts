// Raw lowering of parameters, annotated targets, pairs, and arrays with holes.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { afterComma } from "./array-holes.ts";
import type { RawHandler, RawWalk } from "./raw-walk.ts";
import { offsetOf } from "./raw-layout.ts";

/** A handler for each struct that binds names or holds elements. */
export function createBindingHandlers(walk: RawWalk): Record<string, RawHandler> {
  return { ...targetHandlers(walk), ...parameterHandlers(walk), ...pairHandlers(walk), ...arrayHandlers(walk) };
}

/** Where annotations end, and queueing of them. */
function annotations(walk: RawWalk) {
  const { words } = walk.buffer;
  const reader = walk.reader("OptionBoxTSTypeAnnotation");
  return {
    /** The end of the optional boxed annotation at `at`, or -1. */
    endOf: (at: number): number => (words[at >> 2] === 0 && words[(at >> 2) + 1] === 0 ? -1 : words[(words[at >> 2]! >> 2) + 1]!),
    push: (at: number, parent: number): void => walk.push(reader, at, Role.Type, 0, parent),
  };
}

function targetHandlers(walk: RawWalk): Record<string, RawHandler> {
  const annotation = annotations(walk);
  const patternReader = walk.reader("BindingPattern");
  const patternOffset = offsetOf("VariableDeclarator", "pattern");
  const typeOffset = offsetOf("VariableDeclarator", "typeAnnotation");
  return {
    /** The annotation belongs to the declarator in the buffer and to the target in the tree. */
    $TypedTarget(_struct, at, role, flags, parent) {
      const end = annotation.endOf(at + typeOffset);
      if (end === -1) return walk.push(patternReader, at + patternOffset, role, flags, parent);
      const pattern = walk.resolve(patternReader, at + patternOffset)!;
      const node = walk.nodes.size;
      annotation.push(at + typeOffset, node);
      walk.lowerNow(pattern.struct, pattern.at, role, flags, parent);
      walk.nodes.end[node] = end;
    },
  };
}

function parameterHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { nodes } = walk;
  const { bytes, words } = walk.buffer;
  const annotation = annotations(walk);
  const patternReader = walk.reader("BindingPattern");
  const decoratorsReader = walk.reader("VecDecorator");
  const at = (struct: string, field: string): number => offsetOf(struct, field);
  const pattern = at("FormalParameter", "param");
  const type = at("FormalParameter", "typeAnnotation");
  const optional = at("FormalParameter", "optional");
  const initializer = at("FormalParameter", "right");
  const modifiers = [at("FormalParameter", "readonly"), at("FormalParameter", "override")];
  const accessibility = at("FormalParameter", "accessibility");
  const decorators = at("FormalParameter", "decorators");
  const rest = {
    start: at("FormalParameters", "start"),
    argument: at("FormalParameters", "argument"),
    decorators: at("FormalParameters", "decorators"),
    type: at("FormalParameters", "typeAnnotation"),
  };

  function nameOfTarget(place: number): number {
    const target = walk.resolve(patternReader, place)!;
    return walk.structName(target.struct) === "BindingIdentifier" ? walk.nameOf(target.struct, target.at) : 0;
  }

  /** ESTree gives a bare parameter the range of its target, one with a default or a modifier its own. */
  function hasOwnRange(place: number): boolean {
    const isProperty = bytes[place + accessibility] !== 255 || modifiers.some((offset) => bytes[place + offset] === 1);
    return isProperty || words[(place + initializer) >> 2] !== 0;
  }

  /** A parameter that is a plain annotated name, without a default: `this`, and those of index signatures. */
  function namedParameter(place: number, role: number, parent: number, name: number, length: number, typeAt: number): void {
    const start = words[place >> 2]!;
    const end = Math.max(words[(place >> 2) + 1]!, annotation.endOf(typeAt));
    const node = nodes.append(parent, Kind.Parameter, role, start, end, name, 0);
    nodes.append(node, Kind.Name, Role.Target, start, start + length, name, 0);
    annotation.push(typeAt, node);
  }

  const thisType = at("TSThisParameter", "typeAnnotation");
  const indexType = at("TSIndexSignatureName", "typeAnnotation");
  return {
    FormalParameter(struct, place, role, flags, parent) {
      const node = walk.open(struct, place, role, flags, parent);
      nodes.name[node] = nameOfTarget(place + pattern);
      if (!hasOwnRange(place)) {
        const target = walk.resolve(patternReader, place + pattern)!;
        const decorated = words[(place + decorators + 8) >> 2] === 0 ? Infinity : nodes.start[node]!;
        nodes.start[node] = Math.min(words[target.at >> 2]!, decorated);
        const end = annotation.endOf(place + type);
        if (end !== -1) nodes.end[node] = end;
        else if (bytes[place + optional] !== 1) nodes.end[node] = words[(target.at >> 2) + 1]!;
      }
      walk.pushChildren(struct, place, node);
    },
    $RestParameter(_struct, place, role, flags, parent) {
      const count = words[(place + rest.decorators + 8) >> 2]!;
      let start = words[(place + rest.start) >> 2]!;
      if (count > 0) start = Math.min(start, words[words[(place + rest.decorators) >> 2]! >> 2]!);
      const end = Math.max(words[(place + rest.start + 4) >> 2]!, annotation.endOf(place + rest.type));
      const name = nameOfTarget(place + rest.argument);
      const node = nodes.append(parent, Kind.Parameter, role, start, end, name, flags | Flag.Rest);
      annotation.push(place + rest.type, node);
      walk.push(patternReader, place + rest.argument, Role.Target, 0, node);
      walk.push(decoratorsReader, place + rest.decorators, Role.Decorator, 0, node);
    },
    TSThisParameter(struct, place, role, _flags, parent) {
      namedParameter(place, role, parent, walk.nameOf(struct, place), "this".length, place + thisType);
    },
    TSIndexSignatureName(struct, place, role, _flags, parent) {
      const start = words[place >> 2]!;
      const colon = walk.text.indexOf(":", start);
      const length = walk.text.slice(start, colon).trimEnd().length;
      namedParameter(place, role, parent, walk.nameOf(struct, place), length, place + indexType);
    },
  };
}

function pairHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { bytes, words } = walk.buffer;
  const { nodes } = walk;
  const shorthandPair = (struct: string, valueReader: string): RawHandler => {
    const shorthand = offsetOf(struct, "shorthand");
    const value = offsetOf(struct, "value");
    const reader = walk.reader(valueReader);
    return (id, at, role, flags, parent) => {
      const node = walk.open(id, at, role, flags, parent);
      if (bytes[at + shorthand] === 1) walk.push(reader, at + value, Role.Value, 0, node);
      else walk.pushChildren(id, at, node);
    };
  };
  const key = offsetOf("AssignmentTargetPropertyIdentifier", "key");
  const init = offsetOf("AssignmentTargetPropertyIdentifier", "init");
  const identifier = walk.reader("IdentifierReference");
  const expression = walk.reader("OptionExpression");
  const withDefault = walk.reader("$ShorthandDefault");
  return {
    ObjectProperty: shorthandPair("ObjectProperty", "Expression"),
    BindingProperty: shorthandPair("BindingProperty", "BindingPattern"),
    AssignmentTargetPropertyIdentifier(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      if (bytes[at + init] === 255) walk.push(identifier, at + key, Role.Value, 0, node);
      else walk.push(withDefault, at, Role.Value, 0, node);
    },
    $ShorthandDefault(_id, at, role, flags, parent) {
      const node = nodes.append(parent, Kind.DefaultPattern, role, words[at >> 2]!, words[(at >> 2) + 1]!, 0, flags);
      walk.push(expression, at + init, Role.Default, 0, node);
      walk.push(identifier, at + key, Role.Target, 0, node);
    },
  };
}

function arrayHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { bytes, words } = walk.buffer;
  const elementSize = 16;

  /** `holeTag` is the tag that stands for a hole. Holes are rare, so that they are looked for first. */
  const arrayLike = (struct: string, elementReader: string, holeTag: number, hasRest: boolean): RawHandler => {
    const elements = offsetOf(struct, "elements");
    const rest = hasRest ? offsetOf(struct, "rest") : -1;
    const restReader = hasRest ? restReaders[struct]! : 0;
    const reader = walk.reader(elementReader);
    return (id, at, role, flags, parent) => {
      const node = walk.open(id, at, role, flags, parent);
      if (hasRest) walk.push(restReader, at + rest, Role.Element, 0, node);
      const start = words[(at + elements) >> 2]!;
      const count = words[((at + elements) >> 2) + 2]!;
      let holes = 0;
      for (let item = 0; item < count; item++) if (bytes[start + item * elementSize] === holeTag) holes++;
      const places = holes === 0 ? undefined : holePlaces(start, count, holeTag, words[at >> 2]! + 1);
      for (let item = count - 1; item >= 0; item--) {
        const place = start + item * elementSize;
        if (bytes[place] === holeTag) pushHole(places![item]!, node);
        else walk.push(reader, place, Role.Element, 0, node);
      }
    };
  };
  const restReaders: Record<string, number> = {
    ArrayPattern: walk.reader("OptionBoxBindingRestElement"),
    ArrayAssignmentTarget: walk.reader("OptionBoxAssignmentTargetRest"),
  };

  /** For each element where it would start if it were a hole: behind the comma before it. */
  function holePlaces(start: number, count: number, holeTag: number, from: number): number[] {
    const places: number[] = [];
    let next = from;
    for (let item = 0; item < count; item++) {
      const place = start + item * elementSize;
      places.push(next);
      const isHole = bytes[place] === holeTag;
      next = afterComma(walk.text, isHole ? next : words[(words[(place + 8) >> 2]! >> 2) + 1]!);
    }
    return places;
  }

  const holeReader = walk.reader("$Hole");
  function pushHole(place: number, parent: number): void {
    walk.push(holeReader, place, Role.Element, 0, parent);
  }

  return {
    ArrayExpression: arrayLike("ArrayExpression", "ArrayExpressionElement", 65, false),
    ArrayPattern: arrayLike("ArrayPattern", "BindingPattern", 255, true),
    ArrayAssignmentTarget: arrayLike("ArrayAssignmentTarget", "AssignmentTargetMaybeDefault", 255, true),
    /** Its position is not one in the buffer but one in the text. */
    $Hole(_id, at, role, flags, parent) {
      walk.nodes.append(parent, Kind.Empty, role, at, at, 0, flags);
    },
  };
}
