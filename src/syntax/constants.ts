// Constant values of expressions: literals, and what follows from names that are written once.

/** A value that is the same on every run. Numbers beyond doubles are left unknown. */
export type ConstantValue =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bytes"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null" };
