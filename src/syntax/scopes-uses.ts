// How a node uses names, as tables: what a child under a role of a kind does with a name, and in which scope it stands.

import { Kind, kindCount } from "./kinds.ts";
import { Role } from "./roles.ts";

/** What a Name node does. Nodes of other kinds carry the use that their parts inherit. */
export const Use = {
  /** Reads a value. */
  Read: 0,
  /** Is no reference at all: a property, a key, a label. */
  Ignore: 1,
  /** Reads a type. */
  TypeRead: 2,
  /** Reads what holds types: the A of the type `A.B`. */
  NamespaceRead: 3,
  /** Reads whatever has the name (export lists). */
  AnyRead: 4,
  /** Assigns. Uses from here to `Exception` are inherited by the parts of a pattern. */
  Write: 5,
  ReadWrite: 6,
  Delete: 7,
  Walrus: 8,
  Var: 9,
  Lexical: 10,
  Parameter: 11,
  Exception: 12,
  /** Declarations that are not patterns. */
  Import: 13,
  Function: 14,
  Class: 15,
  TypeName: 16,
  Enum: 17,
  EnumMember: 18,
  Namespace: 19,
  TypeParameter: 20,
  Global: 21,
  Nonlocal: 22,
} as const;

/** Where a child of a scope-opening node stands. */
export const Place = {
  /** In the scope that the node opens. */
  Inside: 0,
  /** In the parent of that scope, which may be a scope for type parameters. */
  Header: 1,
  /** In the scope that the node itself stands in. */
  Outside: 2,
  /** The first iterable of a comprehension is evaluated outside of it. */
  FirstIterable: 3,
} as const;

/** How a child's use follows from its parent. */
export const Action = {
  /** Reads, unless the parent is inside a type. */
  Default: 0,
  /** A fixed use: `Fixed + use`. */
  Fixed: 32,
  /** Hands the parent's use on when that is a target, else reads. */
  Pattern: 1,
  /** The parent's use, whatever it is. */
  Same: 2,
  /** A key: no reference where keys are bare words, unless computed. */
  Key: 3,
  /** An imported name: a declaration unless a local name follows. */
  Imported: 4,
  /** The local side of an export list. */
  ExportLocal: 5,
  /** The declarator of a declaration: what `var`, `let` and the rest declare. */
  Declarator: 6,
  /** The tag of a JSX element. */
  JsxTag: 7,
  /** What a `.` is applied to: hands on that the whole is a type, an export, or no reference. */
  Object: 8,
  /** The expression inside a type: a value after `typeof`, a type elsewhere. */
  TypeExpression: 9,
  /** The name inside a type: no reference in `import("m").name`. */
  TypeName: 10,
} as const;

const roleSpan = 64;

/** The place in a table for a child under `role` of a node of `kind`. */
export function tableIndex(kind: number, role: number): number {
  return kind * roleSpan + role;
}

export interface UseTables {
  /** Indexed by {@link tableIndex}: an {@link Action}. */
  readonly actions: Uint8Array;
  /** Indexed by {@link tableIndex}: a {@link Place}. */
  readonly places: Uint8Array;
}

const functionKinds = [Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction, Kind.Lambda];
const classKinds = [Kind.ClassDeclaration, Kind.ClassExpression];

type Entry = readonly [kind: number, role: number, action: number];

const sharedActions: readonly Entry[] = [
  [Kind.Tuple, Role.Element, Action.Pattern],
  [Kind.List, Role.Element, Action.Pattern],
  [Kind.ListPattern, Role.Element, Action.Pattern],
  [Kind.DictionaryPattern, Role.Element, Action.Pattern],
  [Kind.Dictionary, Role.Element, Action.Pattern],
  [Kind.Spread, Role.Value, Action.Pattern],
  [Kind.KeywordSpread, Role.Value, Action.Pattern],
  [Kind.DefaultPattern, Role.Target, Action.Pattern],
  [Kind.TypeAssertion, Role.Value, Action.Pattern],
  [Kind.Pair, Role.Value, Action.Pattern],
  [Kind.Pair, Role.Key, Action.Key],
  [Kind.Method, Role.Key, Action.Key],
  [Kind.Field, Role.Key, Action.Key],
  [Kind.Attribute, Role.Object, Action.Object],
  [Kind.Attribute, Role.Property, Action.Fixed + Use.Ignore],
  [Kind.Labeled, Role.Label, Action.Fixed + Use.Ignore],
  [Kind.Break, Role.Label, Action.Fixed + Use.Ignore],
  [Kind.Continue, Role.Label, Action.Fixed + Use.Ignore],
  [Kind.VariableDeclaration, Role.Declaration, Action.Declarator],
  [Kind.VariableDeclarator, Role.Target, Action.Same],
  [Kind.Assignment, Role.Target, Action.Fixed + Use.Write],
  [Kind.AugmentedAssignment, Role.Target, Action.Fixed + Use.ReadWrite],
  [Kind.NamedExpression, Role.Target, Action.Fixed + Use.Walrus],
  [Kind.Update, Role.Operand, Action.Fixed + Use.ReadWrite],
  [Kind.ForEach, Role.Target, Action.Fixed + Use.Write],
  [Kind.ComprehensionFor, Role.Target, Action.Fixed + Use.Write],
  [Kind.WithItem, Role.Target, Action.Fixed + Use.Write],
  [Kind.Delete, Role.Argument, Action.Fixed + Use.Delete],
  [Kind.Handler, Role.Target, Action.Fixed + Use.Exception],
  [Kind.Parameter, Role.Target, Action.Fixed + Use.Parameter],
  [Kind.ImportModule, Role.Local, Action.Fixed + Use.Import],
  [Kind.ImportModule, Role.Source, Action.Fixed + Use.AnyRead],
  [Kind.ImportSpecifier, Role.Local, Action.Fixed + Use.Import],
  [Kind.ImportSpecifier, Role.Imported, Action.Imported],
  [Kind.ImportFrom, Role.Source, Action.Fixed + Use.Ignore],
  [Kind.ExportSpecifier, Role.Local, Action.ExportLocal],
  [Kind.ExportSpecifier, Role.Exported, Action.Fixed + Use.Ignore],
  [Kind.Export, Role.Exported, Action.Fixed + Use.Ignore],
  [Kind.Export, Role.Value, Action.Fixed + Use.AnyRead],
  [Kind.Global, Role.Item, Action.Fixed + Use.Global],
  [Kind.Nonlocal, Role.Item, Action.Fixed + Use.Nonlocal],
  [Kind.TypeAlias, Role.NameOf, Action.Fixed + Use.TypeName],
  [Kind.Interface, Role.NameOf, Action.Fixed + Use.TypeName],
  [Kind.Interface, Role.Base, Action.Fixed + Use.TypeRead],
  [Kind.Enum, Role.NameOf, Action.Fixed + Use.Enum],
  [Kind.EnumMember, Role.NameOf, Action.Fixed + Use.EnumMember],
  [Kind.Namespace, Role.NameOf, Action.Fixed + Use.Namespace],
  [Kind.TypeParameter, Role.NameOf, Action.Fixed + Use.TypeParameter],
  [Kind.JsxElement, Role.NameOf, Action.JsxTag],
  [Kind.Other, Role.Exported, Action.Fixed + Use.Ignore],
  [Kind.MatchPattern, Role.Target, Action.Fixed + Use.Write],
  [Kind.MatchPattern, Role.NameOf, Action.Fixed + Use.Ignore],
  [Kind.Type, Role.Key, Action.Key],
  [Kind.Type, Role.Label, Action.Fixed + Use.Ignore],
  [Kind.Type, Role.NameOf, Action.Fixed + Use.TypeParameter],
  [Kind.Type, Role.Target, Action.Fixed + Use.Read],
  [Kind.Type, Role.Expression, Action.TypeExpression],
  [Kind.Type, Role.Child, Action.TypeName],
  ...functionKinds.map((kind): Entry => [kind, Role.NameOf, Action.Fixed + Use.Function]),
  ...classKinds.map((kind): Entry => [kind, Role.NameOf, Action.Fixed + Use.Class]),
  ...classKinds.map((kind): Entry => [kind, Role.Implements, Action.Fixed + Use.TypeRead]),
];

const sharedPlaces: readonly Entry[] = [
  [Kind.FunctionDeclaration, Role.NameOf, Place.Outside],
  [Kind.FunctionDeclaration, Role.Decorator, Place.Outside],
  [Kind.ClassDeclaration, Role.NameOf, Place.Outside],
  [Kind.ClassDeclaration, Role.Decorator, Place.Outside],
  [Kind.ClassExpression, Role.Decorator, Place.Outside],
  [Kind.Enum, Role.NameOf, Place.Outside],
  [Kind.Namespace, Role.NameOf, Place.Outside],
  [Kind.TypeAlias, Role.NameOf, Place.Outside],
  [Kind.Interface, Role.NameOf, Place.Outside],
  [Kind.Switch, Role.Subject, Place.Outside],
  // What `infer` names is not seen in the other branch.
  [Kind.Type, Role.Alternate, Place.Outside],
  // A named function expression sees its own name through a scope of its own around it.
  [Kind.FunctionExpression, Role.NameOf, Place.Header],
];

/** What differs where names are bound by assignment: headers are evaluated outside of what they introduce. */
const assignmentPlaces: readonly Entry[] = [
  [Kind.Parameter, Role.Default, Place.Header],
  [Kind.Parameter, Role.Type, Place.Header],
  [Kind.FunctionDeclaration, Role.ReturnType, Place.Header],
  [Kind.FunctionDeclaration, Role.TypeParameter, Place.Header],
  [Kind.ClassDeclaration, Role.TypeParameter, Place.Header],
  [Kind.ClassDeclaration, Role.Base, Place.Header],
  [Kind.ComprehensionFor, Role.Iterable, Place.FirstIterable],
];

function buildTables(places: readonly Entry[]): UseTables {
  const tables = { actions: new Uint8Array(kindCount * roleSpan), places: new Uint8Array(kindCount * roleSpan) };
  for (const [kind, role, action] of sharedActions) tables.actions[tableIndex(kind, role)] = action;
  for (const [kind, role, place] of places) tables.places[tableIndex(kind, role)] = place;
  return tables;
}

const explicitTables = buildTables(sharedPlaces);
const assignmentTables = buildTables([...sharedPlaces, ...assignmentPlaces]);

/** The tables for a language's way of binding names. */
export function useTables(binding: "explicit" | "by-assignment"): UseTables {
  return binding === "explicit" ? explicitTables : assignmentTables;
}
