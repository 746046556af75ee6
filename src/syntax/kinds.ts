// The node kinds of the normalised tree: one vocabulary for every language.

/**
 * Kinds are small integers so that a tree can hold them in a `Uint8Array`. A kind says what a node *is*; what it
 * does for its parent is its role, and what the languages do differently is in `name` and `flags`.
 * New kinds are appended: cached analysis results name kinds by number.
 *
 * In the comments, `name` is the interned string a node of that kind carries, and the roles of its children follow.
 */
export const Kind = {
  /** Not a node: the answer of look-ups that find none. */
  None: 0,
  /** The file. Children: Body. Always node 0 of its tree. */
  Program: 1,
  /** `{ … }`, an indented suite, a Bash group. Children: Body. */
  Block: 2,
  /** A region that the parser could not read. Children: Child (sound parts inside). */
  ErrorRegion: 3,
  /** Any construct without a kind of its own; `name` is the parser's own type name. Children: Child or proper roles. */
  Other: 4,

  // Statements.
  /** An expression in statement position. Children: Expression. Flag: Directive. */
  ExpressionStatement: 10,
  /** `name`: var, let, const, using, await using. Children: Declaration (VariableDeclarator). Flag: Declare. */
  VariableDeclaration: 11,
  /** Children: Target, Value?. (A type annotation hangs under the target.) Flag: Definite. */
  VariableDeclarator: 12,
  /** Children: Test, Consequent, Alternate?. Python `elif` is an If in Alternate with flag Elif. */
  If: 13,
  /** C-style loop. Children: Init?, Test?, Update?, Body. */
  For: 14,
  /** `for x in xs`, `for (x of xs)`. `name`: in or of. Children: Target, Iterable, Body, Alternate? (else). Flag: Async. */
  ForEach: 15,
  /** Children: Test, Body, Alternate? (Python else). Bash `until` has flag Until. */
  While: 16,
  /** Children: Body, Test. */
  DoWhile: 17,
  /** `switch`, Python `match`, Bash `case`. Children: Subject, Case (many). Python `match` has flag PatternMatch. */
  Switch: 18,
  /** Children: Pattern (none: default; several in Bash), Guard?, Body (many, or one Block). Flag: Default. */
  Case: 19,
  /** Children: Body (Block), Handler (many), Alternate? (Python else), Finalizer? (Block). */
  Try: 20,
  /** `catch`/`except`. Children: Type? (Python), Target? (bound name or pattern), Body (Block). Flag: Group (`except*`). */
  Handler: 21,
  /** `throw`, `raise`. Children: Value?, Cause? (Python `from`). */
  Throw: 22,
  /** Children: Value?. */
  Return: 23,
  /** Children: Label?. */
  Break: 24,
  /** Children: Label?. */
  Continue: 25,
  /** Children: Label, Body. */
  Labeled: 26,
  /** Python `with` (children WithItem under Item, Body) and JS `with` (Item, Body). Flag: Async. */
  With: 27,
  /** Children: Value, Target?. */
  WithItem: 28,
  /** `import a.b` (Python), `import x = require()` (TS). Children: Item (ImportModule). */
  Import: 29,
  /** One module of a Python `import`. `name`: the dotted path. Children: Local? (alias Name). */
  ImportModule: 30,
  /**
   * `from m import a` and JS `import … from "m"`. `name`: the module path ("m", ".m", "..": dots kept).
   * Children: Source (JS: String; Python: Other), Item (ImportSpecifier, many). Flags: TypeOnly, Wildcard (`import *`).
   */
  ImportFrom: 31,
  /** `name`: imported name, "default" or "*". Children: Imported (Name), Local? (Name, when aliased; JS default and * always Local). Flags: TypeOnly, Default, Wildcard. */
  ImportSpecifier: 32,
  /** JS `export`. Children: Declaration?, Item (ExportSpecifier), Source?, Value? (export default / export =). Flags: Default, Wildcard, TypeOnly. */
  Export: 33,
  /** `name`: exported name. Children: Local, Exported? (when aliased). Flag: TypeOnly. */
  ExportSpecifier: 34,
  /** `pass`, `;`. */
  Empty: 35,
  /** Children: Test, Message?. */
  Assert: 36,
  /** Python `del`. Children: Argument. */
  Delete: 37,
  /** Python `global`. Children: Item (Name). */
  Global: 38,
  /** Python `nonlocal`. Children: Item (Name). */
  Nonlocal: 39,
  Debugger: 40,
  /** Class body `static { … }`. Children: Body. */
  StaticBlock: 41,

  // Definitions.
  /** Python `def`, JS `function f(){}`. `name`: its name. Children: Decorator*, NameOf (Name), TypeParameter*, Parameter*, ReturnType?, Body. Flags: Async, Generator, Declare. */
  FunctionDeclaration: 50,
  /** JS function expression, and the value of a Method. Children as above, NameOf optional. */
  FunctionExpression: 51,
  /** JS arrow. Children: TypeParameter*, Parameter*, ReturnType?, Body (Block or expression). Flags: Async, ExpressionBody. */
  ArrowFunction: 52,
  /** Python lambda. Children: Parameter*, Body (expression). */
  Lambda: 53,
  /** JS class member function. `name`: plain key or "". Children: Decorator*, Key, Value (FunctionExpression). Flags: Static, Computed, Getter, Setter, Constructor, Override, Abstract, Optional, accessibility. */
  Method: 54,
  /** JS class field. Children: Decorator*, Key, Type?, Value?. Flags as for Method, plus Readonly, Declare, Definite. */
  Field: 55,
  /** `name`: plain name. Children: Decorator*, NameOf?, TypeParameter*, Base* (Python: also KeywordArgument), Implements*, Body (Block). Flags: Abstract, Declare. */
  ClassDeclaration: 56,
  /** As ClassDeclaration, in expression position. */
  ClassExpression: 57,
  /** Children: Expression. */
  Decorator: 58,
  /**
   * One formal parameter. `name`: its plain name or "". Children: Decorator*, Target (Name or pattern), Type?, Default?.
   * Flags: Rest (`*args`, `...xs`), KeywordRest (`**kw`), PositionalMarker (`/`, no child), KeywordMarker (`*`, no child),
   * Optional (`x?`), Readonly and accessibility (TS parameter property).
   */
  Parameter: 59,
  /** Children: NameOf, Constraint?, Default?. Flags: Rest, KeywordRest, Const. */
  TypeParameter: 60,
  /** TS `type A = …`, Python `type A = …`. Children: NameOf, TypeParameter*, Value. Flag: Declare. */
  TypeAlias: 61,
  /** Children: NameOf, TypeParameter*, Base*, Body. Flag: Declare. */
  Interface: 62,
  /** Children: NameOf, Member*. Flags: Const, Declare. */
  Enum: 63,
  /** Children: NameOf, Value?. */
  EnumMember: 64,
  /** TS `namespace`, `module`, `global`. Children: NameOf, Body?. Flag: Declare. */
  Namespace: 65,

  // Expressions.
  /** An identifier in any position. `name`: the identifier. Children: Type? (TS annotation of a binding). Flag: Optional. */
  Name: 80,
  /** `a.b`. `name`: b. Children: Object, Property (Name or PrivateName). Flag: Optional (`?.`). */
  Attribute: 81,
  /** `a[b]`. Children: Object, Index (several in Python `a[b, c]`). Flag: Optional. */
  Subscript: 82,
  /** Children: Callee, TypeArgument*, Argument*. Flag: Optional (`f?.()`). */
  Call: 83,
  /** `new F(…)`. Children: Callee, TypeArgument*, Argument*. */
  New: 84,
  /** Python `f(k=v)`. `name`: k. Children: Value. */
  KeywordArgument: 85,
  /** `*a`, `...a` in arguments, lists, objects and targets. Children: Value. */
  Spread: 86,
  /** `**a` in arguments and dicts. Children: Value. */
  KeywordSpread: 87,
  /** A string without holes. `name`: its cooked value (escapes processed). Flags: Bytes, RawString, TripleQuoted, UnicodePrefix, SingleQuoted. */
  String: 88,
  /** Adjacent Python or Bash strings. Children: Part (String, TemplateString). */
  StringConcatenation: 89,
  /** f-string, t-string, JS template, Bash "…$x". `name`: f, t, rf, ` or "". Children: Part (StringPart, Interpolation). Flags: Bytes, RawString, TripleQuoted. */
  TemplateString: 90,
  /** Literal text inside a TemplateString. `name`: cooked value. */
  StringPart: 91,
  /** A hole. `name`: Python conversion (r, s, a) or "". Children: Value, Format? (TemplateString). Flag: DebugHole (`{x=}`). */
  Interpolation: 92,
  /** JS tagged template. Children: Callee (tag), TypeArgument*, Value (TemplateString). */
  TaggedTemplate: 93,
  /** `name`: source text, without `_` separators and in lower case. Flags: Float, BigInteger, Imaginary. */
  Number: 94,
  /** `name`: true or false (also for Python's True and False). */
  Boolean: 95,
  /** None, null. `name`: as written. */
  Null: 96,
  /** JS regular expression. `name`: the pattern between the slashes. Children: none; Flag text is read from the source. */
  Regex: 97,
  /** Python `...`. */
  EllipsisLiteral: 98,
  /** `[…]`. Children: Element. A JS hole is an Empty element. */
  List: 99,
  /** Python tuple, with or without parentheses (flag Parenthesized when with). Children: Element. */
  Tuple: 100,
  /** Python `{a, b}`. Children: Element. */
  Set: 101,
  /** `{k: v}`. Children: Element (Pair, Spread, KeywordSpread). */
  Dictionary: 102,
  /** `name`: the plain key (identifier, string or number) or "". Children: Key, Value. Flags: Shorthand (then Value only), Computed, Getter, Setter, MethodPair. */
  Pair: 103,
  /** `name`: the operator. Children: Left, Right. Includes two-operand comparisons (`is not`, `not in`, `instanceof`). Flag: Comparison. */
  Binary: 104,
  /** `name`: and, or, &&, ||, ??. Children: Left, Right. */
  Logical: 105,
  /** `name`: not, !, -, +, ~, typeof, void, delete. Children: Operand. */
  Unary: 106,
  /** `name`: ++ or --. Children: Operand. Flag: Prefix. */
  Update: 107,
  /** A Python comparison of three or more operands. Children: Operand and Operator (leaf, `name`) in turn. */
  ComparisonChain: 108,
  /** Leaf. `name`: the operator. */
  Operator: 109,
  /** `a = b`. Children: Target, Type? (Python annotation), Value?. `x: int` alone has no Value. Python chains nest in Value. */
  Assignment: 110,
  /** `a += b`. `name`: the operator with `=`. Children: Target, Value. */
  AugmentedAssignment: 111,
  /** Python walrus. Children: Target, Value. */
  NamedExpression: 112,
  /** `a if t else b`, `t ? a : b`. Children: Test, Consequent, Alternate. */
  Conditional: 113,
  /** `name`: list, set, dict, generator. Children: Element (or Key, Value for dict), ComprehensionFor*, ComprehensionIf* in order. */
  Comprehension: 114,
  /** Children: Target, Iterable. Flag: Async. */
  ComprehensionFor: 115,
  /** Children: Test. */
  ComprehensionIf: 116,
  /** Children: Value. */
  Await: 117,
  /** Children: Value?. Flag: Delegate (`yield from`, `yield*`). */
  Yield: 118,
  /** `a:b:c` in a subscript. Children: Lower?, Upper?, Step?. */
  Slice: 119,
  /** JS comma. Children: Element. */
  Sequence: 120,
  This: 121,
  Super: 122,
  /** `import.meta`, `new.target`. `name`: as written. */
  MetaProperty: 123,
  /** `import(x)`. Children: Source, Options?. */
  ImportExpression: 124,
  /** `[a, b] = …` as a target. Children: Element. */
  ListPattern: 125,
  /** `{a, b: c} = …` as a target. Children: Element (Pair with a pattern as Value, Spread). */
  DictionaryPattern: 126,
  /** A target with a default, `a = 1` inside a pattern. Children: Target, Default. */
  DefaultPattern: 127,
  /** `#x`. `name`: x without the sign. */
  PrivateName: 128,
  /** Python `print x` and other old forms that the grammar reads. `name`: print, exec. Children: Argument. */
  OldStatement: 129,

  // Types (TypeScript; Python annotations are expressions under role Type).
  /** Any type node. `name`: the parser's own type name. Children: Child or proper roles. */
  Type: 140,
  /** `x as T`, `<T>x`, `x satisfies T`, `x!`. `name`: as, angle, satisfies, nonnull. Children: Value, Type?. */
  TypeAssertion: 141,

  // JSX.
  /** `name`: the tag as written ("" for fragments). Children: NameOf?, TypeArgument*, JsxAttribute*, Child*. Flag: SelfClosing. */
  JsxElement: 150,
  /** `name`: the attribute name. Children: Value?. */
  JsxAttribute: 151,
  /** `{...x}`. Children: Value. */
  JsxSpread: 152,
  /** `{x}`. Children: Value?. */
  JsxExpression: 153,
  /** `name`: the text. */
  JsxText: 154,

  // Python patterns of `match`.
  /** Any pattern construct; `name`: class, sequence, mapping, or, as, value, wildcard, splat, keyword. Children: Child or proper roles. */
  MatchPattern: 160,

  // Bash.
  /** Children: Callee (the word that names the command)?, Argument*, Redirect*, Assignment before it under Prefix. `name`: plain command name or "". */
  Command: 170,
  /** Children: Element. `name`: | or |&. */
  Pipeline: 171,
  /** `( … )`. Children: Body. */
  Subshell: 172,
  /** `$( … )`, backquotes, `<( … )`. `name`: $, `, <, >. Children: Body. */
  CommandSubstitution: 173,
  /** `$x`, `${x…}`. `name`: the variable. Children: Operator?, Argument*. */
  Expansion: 174,
  /** `name`: the operator. Children: Descriptor?, Target. */
  Redirect: 175,
  /** `name`: the delimiter. Children: Part. */
  HereDocument: 176,
  /** `[ … ]`, `[[ … ]]`. `name`: the opening. Children: Expression. */
  TestCommand: 177,
  /** `(( … ))`, `$(( … ))`. Children: Expression. */
  Arithmetic: 178,
  /** An unquoted word. `name`: the word. Children: Part when it has pieces. */
  Word: 179,

  // SQL.
  /** `name`: the statement's verb in lower case. Children by role. */
  SqlStatement: 190,
  /** Any other SQL construct; `name`: the parser's type name. */
  SqlNode: 191,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** One more than the largest kind: the size for tables that are indexed by kind. */
export const kindCount = 192;

const names: readonly string[] = (() => {
  const table = new Array<string>(kindCount).fill("None");
  for (const [name, kind] of Object.entries(Kind)) table[kind] = name;
  return table;
})();

/** The name of a kind, for messages, dumps and tests. */
export function kindName(kind: number): string {
  return names[kind] ?? "None";
}
