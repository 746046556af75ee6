// Raw lowering of those type structs whose name says more than their type, and of enum members.

import { Role } from "../../syntax/roles.ts";
import type { RawHandler, RawWalk } from "./raw-walk.ts";
import { oxcTables } from "./oxc-tables.generated.ts";
import { offsetOf } from "./raw-layout.ts";

const absentModifier = 255;

/** A handler for each struct of types that needs one. */
export function createTypeHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { bytes } = walk.buffer;
  /** Opens the node under the name that `nameAt` gives for it. */
  const named = (nameAt: (at: number) => string): RawHandler => (id, at, role, flags, parent) => {
    const node = walk.open(id, at, role, flags, parent);
    walk.nodes.name[node] = walk.constant(nameAt(at));
    walk.pushChildren(id, at, node);
  };
  const isSet = (at: number, struct: string, field: string): boolean => bytes[at + offsetOf(struct, field)] === 1;
  const operators = oxcTables.values.TSTypeOperatorOperator;
  const operator = offsetOf("TSTypeOperator", "operator");

  function mappedName(at: number): string {
    const written = (["readonly", "optional"] as const).flatMap((field) => {
      const tag = bytes[at + offsetOf("TSMappedType", field)]!;
      if (tag === absentModifier || tag > signs.length) return [];
      return [`${signs[tag]}${field === "readonly" ? "readonly" : "?"}`];
    });
    return ["TSMappedType", ...written].join(" ");
  }
  const signs = oxcTables.values.TSMappedTypeModifierOperator.map((value) => (value === "true" ? "" : value));
  const postfix = (struct: string): RawHandler => {
    const type = oxcTables.structs[struct as "JSDocNullableType"].type;
    return named((at) => (isSet(at, struct, "postfix") ? `${type} postfix` : type));
  };

  const memberId = offsetOf("TSEnumMember", "id");
  const memberReader = walk.reader("TSEnumMemberName");
  const moduleId = offsetOf("TSExternalModuleDeclaration", "id");
  return {
    TSTypeOperator: named((at) => `TSTypeOperator ${operators[bytes[at + operator]!]!}`),
    TSMappedType: named(mappedName),
    TSTypePredicate: named((at) => (isSet(at, "TSTypePredicate", "asserts") ? "TSTypePredicate asserts" : "TSTypePredicate")),
    JSDocNullableType: postfix("JSDocNullableType"),
    JSDocNonNullableType: postfix("JSDocNonNullableType"),
    TSTypeParameter: named((at) => {
      const variance = (["in", "out"] as const).filter((field) => isSet(at, "TSTypeParameter", field));
      return variance.join(" ");
    }),
    TSEnumMember(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      const key = walk.resolve(memberReader, at + memberId)!;
      const isPlain = walk.structName(key.struct) !== "TemplateLiteral";
      if (isPlain) walk.nodes.name[node] = walk.nameOf(key.struct, key.at);
      walk.pushChildren(id, at, node);
    },
    TSExternalModuleDeclaration(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      walk.push(walk.reader("OptionBoxTSModuleBlock"), at + offsetOf("TSExternalModuleDeclaration", "body"), Role.Body, 0, node);
      walk.push(walk.reader("StringLiteral"), at + moduleId, Role.NameOf, 0, node);
    },
  };
}
