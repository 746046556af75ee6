// The tree that patterns are matched against: the normalised tree in the shape that the rule language speaks of.

/** What a match node is. The shapes (which children stand where) are listed beside the tags. */
export type Tag =
  // Expressions.
  | "Literal" // sub: string, int, float, bool, null, regex, undefined, imaginary; text: its value
  | "Name" // text
  | "Special" // sub: This, Self, Super, Require, Op:+, Concat:f, Encoded:b, …
  | "Call" // callee, argument…
  | "KeywordArgument" // text; value
  | "New" // type, argument…
  | "Dot" // object, field (Name or Computed)
  | "DotEllipsis" // object
  | "Index" // object, index
  | "Slice" // object, lower, upper, step
  | "Assign" // target, value
  | "AssignOperator" // sub: operator; target, value
  | "Container" // sub: list, tuple, set, dict, array; element…
  | "Record" // field…
  | "Comprehension" // sub; element, clause…
  | "ComprehensionFor" // pattern, iterable
  | "ComprehensionIf" // condition
  | "Lambda" // parameters, return type, body
  | "AnonymousClass" // as Class
  | "Conditional" // test, then, else
  | "Yield" // value; sub: from
  | "Await"
  | "Cast" // type, value
  | "Sequence"
  | "LetPattern" // pattern, value
  | "Xml" // sub: classic, singleton, fragment; tag, attributes, body
  | "XmlAttribute" // text; value
  | "XmlSpread" // expression
  | "XmlText"
  | "XmlExpression" // expression
  | "OtherExpression" // sub; part…
  | "TypedMetavariable" // text; type
  | "Ellipsis"
  | "DeepEllipsis" // expression
  | "Computed" // expression
  // Statements.
  | "ExpressionStatement"
  | "Block"
  | "If" // condition, then, else
  | "While" // condition, body
  | "DoWhile" // body, condition
  | "For" // header, body
  | "ForEach" // pattern, iterable
  | "ForClassic" // inits, condition, next
  | "Switch" // subject, case…
  | "CaseBody" // cases, body
  | "Case" // pattern
  | "DefaultCase"
  | "Return" // value
  | "Break" // sub: label
  | "Continue" // sub: label
  | "Label" // text; statement
  | "Throw" // value
  | "Try" // body, handlers, else, finally
  | "Handler" // exception, body
  | "CatchPattern" // pattern
  | "CatchParameter" // text; type
  | "Assert" // argument…
  | "StatementWithBody" // sub: With; resource, body
  | "OtherStatement" // sub; part…
  | "ImportFrom" // text: module; sub: dotted, file; ImportedName…
  | "ImportedName" // text; sub: alias
  | "ImportAs" // text: module; sub: dotted, file; alias Name or None
  | "ImportAll" // text: module
  | "OtherDirective" // sub, text
  | "Definition" // entity, body
  // Definitions.
  | "Entity" // name, attributes
  | "Function" // sub: Function, Method, Arrow; parameters, return type, body
  | "Class" // sub: Class, Interface; bases, implements, body
  | "Variable" // value, type
  | "FieldColon" // value, type
  | "OtherDefinition" // sub; part…
  | "Parameter" // text; default, type, attributes
  | "RestParameter"
  | "KeywordRestParameter"
  | "PatternParameter" // pattern, type
  | "OtherParameter" // sub
  | "NamedAttribute" // name, argument…
  | "KeywordAttribute" // sub
  | "OtherAttribute" // expression
  // Types and patterns.
  | "Type" // sub: the parser's type name; part…
  | "TypeOf" // expression in type position
  | "PatternName" // text
  | "PatternLiteral" // literal
  | "PatternTuple"
  | "PatternList"
  | "PatternWildcard"
  | "OtherPattern" // sub; part…
  // Structure.
  | "List"
  | "None"
  // Partial patterns.
  | "PartialField"; // text; value

/** What a name was found to refer to. */
export interface Resolution {
  readonly kind: "local" | "parameter" | "global" | "imported-entity" | "imported-module" | "member";
  /** The same number for every name that refers to the same thing. */
  readonly id: number;
  /** For imports: the canonical dotted name. */
  readonly path?: readonly string[];
}

/** One node. Offsets are 0-based UTF-16 units into the file's text, `end` exclusive. */
export interface MatchNode {
  readonly tag: Tag;
  readonly sub: string;
  readonly text: string;
  readonly kids: readonly MatchNode[];
  readonly start: number;
  readonly end: number;
  /** Names only: set once by the naming pass. */
  resolution?: Resolution | undefined;
  /** Of a name that is not imported by itself: the modules of which everything is; the reference takes them all for its own. */
  wildcards?: readonly string[];
  /** What constant propagation found: a literal, or an expression that the name stands for. */
  value?: MatchNode | undefined;
  /** Set on `value` by the propagation: true where it is an expression rather than a literal. */
  isSymbolic?: boolean | undefined;
  /** Of a name in parentheses: where these begin and end. */
  readonly around?: readonly [number, number];
  /** Nodes that the language makes up (an implied return, a wrapping block): they have no text of their own. */
  isImplicit?: boolean;
  /** Of an expression statement at the end of a function expression: it counts as a return too. */
  isReturn?: boolean;
  /** Of a call: the type arguments written before its parentheses; of a definition's entity: its type parameters. */
  readonly types?: readonly MatchNode[];
}

const noKids: readonly MatchNode[] = [];

/** Stands where an optional child is absent. */
export const none: MatchNode = makeNode("None", -1, -1);

/** Makes a node. All are made here and in {@link changed}, with the same fields, so that V8 reads them all alike. */
export function makeNode(
  tag: Tag,
  start: number,
  end: number,
  kids: readonly MatchNode[] = noKids,
  sub = "",
  text = "",
): MatchNode {
  return { tag, sub, text, kids, start, end, resolution: undefined, value: undefined, isSymbolic: undefined };
}

/** The same node but for some of what it is made with. Spreading one would give each copy a form of its own, which slows down all that reads nodes. */
export function changed(node: MatchNode, changes: Partial<Pick<MatchNode, "tag" | "sub" | "text" | "kids" | "start" | "end" | "around" | "types">>): MatchNode {
  const copy: { -readonly [Key in keyof MatchNode]: MatchNode[Key] } = makeNode(
    changes.tag ?? node.tag,
    changes.start ?? node.start,
    changes.end ?? node.end,
    changes.kids ?? node.kids,
    changes.sub ?? node.sub,
    changes.text ?? node.text,
  );
  copy.resolution = node.resolution;
  copy.value = node.value;
  copy.isSymbolic = node.isSymbolic;
  const around = changes.around ?? node.around;
  const types = changes.types ?? node.types;
  if (node.wildcards !== undefined) copy.wildcards = node.wildcards;
  if (around !== undefined) copy.around = around;
  if (node.isImplicit !== undefined) copy.isImplicit = node.isImplicit;
  if (node.isReturn !== undefined) copy.isReturn = node.isReturn;
  if (types !== undefined) copy.types = types;
  return copy;
}

const statementTags: ReadonlySet<Tag> = new Set<Tag>([
  "ExpressionStatement", "Block", "If", "While", "DoWhile", "For", "Switch", "Return", "Break", "Continue", "Label",
  "Throw", "Try", "Assert", "StatementWithBody", "OtherStatement", "ImportFrom", "ImportAs", "ImportAll",
  "OtherDirective", "Definition",
]);

const expressionTags: ReadonlySet<Tag> = new Set<Tag>([
  "Literal", "Name", "Special", "Call", "New", "Dot", "DotEllipsis", "Index", "Slice", "Assign", "AssignOperator",
  "Container", "Record", "Comprehension", "Lambda", "AnonymousClass", "Conditional", "Yield", "Await", "Cast",
  "Sequence", "LetPattern", "Xml", "OtherExpression", "TypedMetavariable", "Ellipsis", "DeepEllipsis",
]);

/** True for nodes that stand in statement position. */
export function isStatement(node: MatchNode): boolean {
  return statementTags.has(node.tag);
}

/** True for nodes that stand in expression position. */
export function isExpression(node: MatchNode): boolean {
  return expressionTags.has(node.tag);
}

/** True for `$X`, `$_`, `$1` and `$...X`. */
export function isMetavariable(text: string): boolean {
  return text.charCodeAt(0) === 36 && /^\$(?:(?:\.\.\.)?[A-Z_][A-Z_0-9]*|[0-9]+)$/.test(text);
}

/** True for `$...X`. */
export function isEllipsisMetavariable(text: string): boolean {
  return text.startsWith("$...");
}

/** A property or method in a type that is written out. */
export function isTypeMember(node: MatchNode): boolean {
  return node.tag === "Type" && (node.sub === "TSPropertySignature" || node.sub === "TSMethodSignature");
}

/** `x++`, `--x`; the node is a call. */
export function isStep({ kids }: MatchNode): boolean {
  return kids[0]!.sub.startsWith("Increment") || kids[0]!.sub.startsWith("Decrement");
}
