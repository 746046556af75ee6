// The node types and fields of the Bash grammar that the lowering tells apart, as numbers of our own.

import type { KnownNames } from "../tree-sitter/runtime.ts";

/** Tokens first, then what is never a child of its own, then the named types from {@link firstNamed} on. */
export const Type = {
  UnknownToken: 0,
  Ampersand: 1,
  Then: 2,
  Until: 3,
  DoubleOpen: 4,
  OpenBrace: 5,
  Quote: 6,
  Comment: 20,
  HeredocContent: 21,
  HeredocEnd: 22,
  HeredocStart: 23,
  StringContent: 24,
  Error: 30,
  UnknownNamed: 31,
  AnsiCString: 32,
  ArithmeticExpansion: 33,
  Array: 34,
  BinaryExpression: 35,
  BraceExpression: 36,
  CStyleForStatement: 37,
  CaseItem: 38,
  CaseStatement: 39,
  Command: 40,
  CommandName: 41,
  CommandSubstitution: 42,
  CompoundStatement: 43,
  Concatenation: 44,
  DeclarationCommand: 45,
  DoGroup: 46,
  ElifClause: 47,
  ElseClause: 48,
  Expansion: 49,
  ExtglobPattern: 50,
  FileDescriptor: 51,
  FileRedirect: 52,
  ForStatement: 53,
  FunctionDefinition: 54,
  HeredocBody: 55,
  HeredocRedirect: 56,
  HerestringRedirect: 57,
  IfStatement: 58,
  List: 59,
  NegatedCommand: 60,
  Number: 61,
  ParenthesizedExpression: 62,
  Pipeline: 63,
  PostfixExpression: 64,
  ProcessSubstitution: 65,
  Program: 66,
  RawString: 67,
  RedirectedStatement: 68,
  Regex: 69,
  SimpleExpansion: 70,
  SpecialVariableName: 71,
  String: 72,
  Subscript: 73,
  Subshell: 74,
  TernaryExpression: 75,
  TestCommand: 76,
  TestOperator: 77,
  TranslatedString: 78,
  UnaryExpression: 79,
  UnsetCommand: 80,
  VariableAssignment: 81,
  VariableAssignments: 82,
  VariableName: 83,
  WhileStatement: 84,
  Word: 85,
} as const;

const firstNamed = Type.Error;

/** One more than the largest type. */
export const typeCount = 86;

/** The grammar's fields. */
export const Field = {
  None: 0,
  alternative: 1,
  argument: 2,
  body: 3,
  condition: 4,
  consequence: 5,
  descriptor: 6,
  destination: 7,
  fallthrough: 8,
  index: 9,
  initializer: 10,
  left: 11,
  name: 12,
  operator: 13,
  redirect: 14,
  right: 15,
  termination: 16,
  update: 17,
  value: 18,
  variable: 19,
} as const;

/** One more than the largest field. */
export const fieldCount = 20;

const tokens = new Map<string, number>([
  ["&", Type.Ampersand],
  ["then", Type.Then],
  ["until", Type.Until],
  ["((", Type.DoubleOpen],
  ["{", Type.OpenBrace],
  ['"', Type.Quote],
]);

/** What the tables of the grammar are made from. */
export const knownNames: KnownNames = {
  named: new Map(
    Object.entries(Type)
      .filter(([, type]) => type >= Type.Comment)
      .map(([name, type]) => [name.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase(), type]),
  ),
  tokens,
  fields: new Map(Object.entries(Field)),
  unknownNamed: Type.UnknownNamed,
  unknownToken: Type.UnknownToken,
  error: Type.Error,
  comment: Type.Comment,
  firstNamed,
};
