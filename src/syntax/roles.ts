// What a node does for its parent: every child in the normalised tree stands under a role.

/** Roles are small integers held beside the kinds; new ones are appended. */
export const Role = {
  None: 0,
  /** No better word: the parser's child in source order. */
  Child: 1,
  Body: 2,
  Expression: 3,
  Declaration: 4,
  Target: 5,
  Value: 6,
  Test: 7,
  Consequent: 8,
  Alternate: 9,
  Init: 10,
  Update: 11,
  Iterable: 12,
  Subject: 13,
  Case: 14,
  Pattern: 15,
  Guard: 16,
  Handler: 17,
  Finalizer: 18,
  Type: 19,
  Cause: 20,
  Label: 21,
  Item: 22,
  Source: 23,
  Imported: 24,
  Local: 25,
  Exported: 26,
  Message: 27,
  Argument: 28,
  Decorator: 29,
  NameOf: 30,
  TypeParameter: 31,
  Parameter: 32,
  ReturnType: 33,
  Key: 34,
  Base: 35,
  Implements: 36,
  Default: 37,
  Constraint: 38,
  Member: 39,
  Object: 40,
  Property: 41,
  Index: 42,
  Callee: 43,
  TypeArgument: 44,
  Part: 45,
  Format: 46,
  Element: 47,
  Left: 48,
  Right: 49,
  Operand: 50,
  Operator: 51,
  ComprehensionFor: 52,
  ComprehensionIf: 53,
  Lower: 54,
  Upper: 55,
  Step: 56,
  Options: 57,
  JsxAttribute: 58,
  Redirect: 59,
  Prefix: 60,
  Descriptor: 61,
} as const;

export type Role = (typeof Role)[keyof typeof Role];

const names: readonly string[] = (() => {
  const table: string[] = [];
  for (const [name, role] of Object.entries(Role)) table[role] = name;
  return table;
})();

/** The name of a role, for messages, dumps and tests. */
export function roleName(role: number): string {
  return names[role] ?? "None";
}
