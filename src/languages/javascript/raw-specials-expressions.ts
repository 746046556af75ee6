// Raw lowering of functions, classes, literals, templates and assignments.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { RawHandler, RawWalk } from "./raw-walk.ts";
import { oxcTables } from "./oxc-tables.generated.ts";
import { offsetOf } from "./raw-layout.ts";
import { isFloat, numberText } from "./shapes-expressions.ts";

const singleQuote = 39;

/** A handler for each struct of expressions that needs one. */
export function createExpressionHandlers(walk: RawWalk): Record<string, RawHandler> {
  return { ...severalKinds(walk), ...literalHandlers(walk), ...templateHandlers(walk) };
}

/** Structs that become one of several kinds, by a byte of theirs. */
function severalKinds(walk: RawWalk): Record<string, RawHandler> {
  const { bytes } = walk.buffer;
  const { nodes } = walk;
  const byTag = (struct: string, field: string, kindOfTag: readonly Kind[]): RawHandler => {
    const offset = offsetOf(struct, field);
    return (id, at, role, flags, parent) => {
      const node = walk.open(id, at, role, flags, parent);
      nodes.kind[node] = kindOfTag[bytes[at + offset]!]!;
      walk.pushChildren(id, at, node);
    };
  };
  const isExpression = (type: string): boolean => type === "FunctionExpression" || type === "TSEmptyBodyFunctionExpression";
  const functionKinds = oxcTables.values.FunctionType.map((type) =>
    isExpression(type) ? Kind.FunctionExpression : Kind.FunctionDeclaration,
  );
  const classKinds = oxcTables.values.ClassType.map((type) =>
    type === "ClassExpression" ? Kind.ClassExpression : Kind.ClassDeclaration,
  );
  const operator = offsetOf("AssignmentExpression", "operator");
  const operators: readonly string[] = oxcTables.values.AssignmentOperator;
  return {
    Function: byTag("Function", "type", functionKinds),
    Class: byTag("Class", "type", classKinds),
    AssignmentExpression(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      const sign = operators[bytes[at + operator]!]!;
      if (sign !== "=") {
        nodes.kind[node] = Kind.AugmentedAssignment;
        nodes.name[node] = walk.constant(sign);
      }
      walk.pushChildren(id, at, node);
    },
  };
}

function literalHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { words } = walk.buffer;
  const { nodes } = walk;
  const number: RawHandler = (id, at, role, flags, parent) => {
    const node = walk.open(id, at, role, flags, parent);
    const start = words[at >> 2]!;
    const end = words[(at >> 2) + 1]!;
    const text = numberText({ start, end }, walk.text);
    nodes.name[node] = walk.constant(text);
    if ((nodes.flags[node]! & Flag.BigInteger) === 0 && isFloat(text)) nodes.flags[node] = nodes.flags[node]! | Flag.Float;
  };
  return {
    NumericLiteral: number,
    BigIntLiteral: number,
    StringLiteral(id, at, role, flags, parent) {
      const quoted = walk.text.charCodeAt(words[at >> 2]!) === singleQuote ? Flag.SingleQuoted : 0;
      walk.open(id, at, role, flags | quoted, parent);
    },
  };
}

function templateHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { bytes, words } = walk.buffer;
  const { nodes } = walk;
  const stringPart = walk.reader("$StringPart");
  const interpolation = walk.reader("$Interpolation");
  const [, quasiSize] = oxcTables.lists.VecTemplateElement;
  const holeSize = 16;
  const value = offsetOf("TemplateElement", "value");
  const raw = value + offsetOf("TemplateElementValue", "raw");
  const cooked = value + offsetOf("TemplateElementValue", "cooked");
  const [, , cookedMark, notCooked] = oxcTables.options.OptionJSStr;

  /** Queues text and holes in turn. A hole is queued with the text before it as its place and itself as its role. */
  const template = (struct: string, holes: string): RawHandler => {
    const quasisOffset = offsetOf(struct, "quasis");
    const holesOffset = offsetOf(struct, holes);
    return (id, at, role, flags, parent) => {
      const node = walk.open(id, at, role, flags, parent);
      const quasis = words[(at + quasisOffset) >> 2]!;
      const count = words[((at + quasisOffset) >> 2) + 2]!;
      const first = words[(at + holesOffset) >> 2]!;
      const holeCount = words[((at + holesOffset) >> 2) + 2]!;
      for (let index = count - 1; index >= 0; index--) {
        const quasi = quasis + index * quasiSize;
        if (words[(quasi >> 2) + 1]! > words[quasi >> 2]!) walk.push(stringPart, quasi, Role.Part, 0, node);
        if (index > 0 && index <= holeCount) {
          const expression = first + (index - 1) * holeSize;
          walk.push(interpolation, quasi - quasiSize, expression, struct === "TemplateLiteral" ? 0 : 1, node);
        }
      }
    };
  };
  const expressionReader = walk.reader("Expression");
  const typeReader = walk.reader("TSType");
  return {
    TemplateLiteral: template("TemplateLiteral", "expressions"),
    TSTemplateLiteralType: template("TSTemplateLiteralType", "types"),
    $StringPart(_id, at, role, flags, parent) {
      const isCooked = bytes[at + cooked + cookedMark] !== notCooked;
      const name = isCooked ? walk.jsString(at + cooked) : walk.string(at + raw);
      nodes.append(parent, Kind.StringPart, role, words[at >> 2]!, words[(at >> 2) + 1]!, name, flags);
    },
    $Interpolation(_id, at, expression, isType, parent) {
      const start = words[(at >> 2) + 1]!;
      const end = words[(at + quasiSize) >> 2]!;
      const node = nodes.append(parent, Kind.Interpolation, Role.Part, start, end, 0, 0);
      walk.push(isType === 1 ? typeReader : expressionReader, expression, Role.Value, 0, node);
    },
  };
}
