// Python sources with the outline that their normalised tree has (depth, role, kind, name, flags in hexadecimal).

export const constructs: readonly { readonly source: string; readonly outline: string }[] = [
  {
    source: "x = 1",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Name "x"
    Value: Number "1"`,
  },
  {
    source: "a, = b",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Tuple
      Element: Name "a"
    Value: Name "b"`,
  },
  {
    source: "a = b = c, d",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Name "a"
    Value: Assignment
      Target: Name "b"
      Value: Tuple
        Element: Name "c"
        Element: Name "d"`,
  },
  {
    source: "x: int",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Name "x"
    Type: Name "int"`,
  },
  {
    source: "x: list[int, str | None] = []",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Name "x"
    Type: Subscript
      Object: Name "list"
      Index: Name "int"
      Index: Binary "|"
        Left: Name "str"
        Right: Null "None"
    Value: List`,
  },
  {
    source: "x += 1",
    outline: `
Body: ExpressionStatement
  Expression: AugmentedAssignment "+="
    Target: Name "x"
    Value: Number "1"`,
  },
  {
    source: "print(*a, b=1, **c)",
    outline: `
Body: ExpressionStatement
  Expression: Call
    Callee: Name "print"
    Argument: Spread
      Value: Name "a"
    Argument: KeywordArgument "b"
      Value: Number "1"
    Argument: KeywordSpread
      Value: Name "c"`,
  },
  {
    source: "f(i for i in x)",
    outline: `
Body: ExpressionStatement
  Expression: Call
    Callee: Name "f"
    Argument: Comprehension "generator"
      Element: Name "i"
      ComprehensionFor: ComprehensionFor
        Target: Name "i"
        Iterable: Name "x"`,
  },
  {
    source: "a.b[c].d",
    outline: `
Body: ExpressionStatement
  Expression: Attribute "d"
    Object: Subscript
      Object: Attribute "b"
        Object: Name "a"
        Property: Name "b"
      Index: Name "c"
    Property: Name "d"`,
  },
  {
    source: "a[b, 1:2]",
    outline: `
Body: ExpressionStatement
  Expression: Subscript
    Object: Name "a"
    Index: Name "b"
    Index: Slice
      Lower: Number "1"
      Upper: Number "2"`,
  },
  {
    source: "a[b,]",
    outline: `
Body: ExpressionStatement
  Expression: Subscript
    Object: Name "a"
    Index: Tuple
      Element: Name "b"`,
  },
  {
    source: "a[::2]",
    outline: `
Body: ExpressionStatement
  Expression: Subscript
    Object: Name "a"
    Index: Slice
      Step: Number "2"`,
  },
  {
    source: "1 < x <= 2",
    outline: `
Body: ExpressionStatement
  Expression: ComparisonChain
    Operand: Number "1"
    Operator: Operator "<"
    Operand: Name "x"
    Operator: Operator "<="
    Operand: Number "2"`,
  },
  {
    source: "a not in b",
    outline: `
Body: ExpressionStatement
  Expression: Binary "not in" #8000000
    Left: Name "a"
    Right: Name "b"`,
  },
  {
    source: "a is  not b",
    outline: `
Body: ExpressionStatement
  Expression: Binary "is not" #8000000
    Left: Name "a"
    Right: Name "b"`,
  },
  {
    source: "not a and b or c",
    outline: `
Body: ExpressionStatement
  Expression: Logical "or"
    Left: Logical "and"
      Left: Unary "not"
        Operand: Name "a"
      Right: Name "b"
    Right: Name "c"`,
  },
  {
    source: "-1 ** 2",
    outline: `
Body: ExpressionStatement
  Expression: Unary "-"
    Operand: Binary "**"
      Left: Number "1"
      Right: Number "2"`,
  },
  {
    source: "(a + b) * c",
    outline: `
Body: ExpressionStatement
  Expression: Binary "*"
    Left: Binary "+" #20 ()
      Left: Name "a"
      Right: Name "b"
    Right: Name "c"`,
  },
  {
    source: "x if y else z",
    outline: `
Body: ExpressionStatement
  Expression: Conditional
    Consequent: Name "x"
    Test: Name "y"
    Alternate: Name "z"`,
  },
  {
    source: "lambda a, *b, c=1: a",
    outline: `
Body: ExpressionStatement
  Expression: Lambda
    Parameter: Parameter "a"
      Target: Name "a"
    Parameter: Parameter "b" #80000
      Target: Name "b"
    Parameter: Parameter "c"
      Target: Name "c"
      Default: Number "1"
    Body: Name "a"`,
  },
  {
    source: "(y := f(x))",
    outline: `
Body: ExpressionStatement
  Expression: NamedExpression #20 ()
    Target: Name "y"
    Value: Call
      Callee: Name "f"
      Argument: Name "x"`,
  },
  {
    source: "[*a, b]",
    outline: `
Body: ExpressionStatement
  Expression: List
    Element: Spread
      Value: Name "a"
    Element: Name "b"`,
  },
  {
    source: "(a,)",
    outline: `
Body: ExpressionStatement
  Expression: Tuple #20 ()
    Element: Name "a"`,
  },
  {
    source: "()",
    outline: `
Body: ExpressionStatement
  Expression: Tuple #20 ()`,
  },
  {
    source: "{1, 2}",
    outline: `
Body: ExpressionStatement
  Expression: Set
    Element: Number "1"
    Element: Number "2"`,
  },
  {
    source: "{\"a\": 1, b: 2, **c}",
    outline: `
Body: ExpressionStatement
  Expression: Dictionary
    Element: Pair "a"
      Key: String "a"
      Value: Number "1"
    Element: Pair
      Key: Name "b"
      Value: Number "2"
    Element: KeywordSpread
      Value: Name "c"`,
  },
  {
    source: "[x for x in a if x for y in b]",
    outline: `
Body: ExpressionStatement
  Expression: Comprehension "list"
    Element: Name "x"
    ComprehensionFor: ComprehensionFor
      Target: Name "x"
      Iterable: Name "a"
    ComprehensionIf: ComprehensionIf
      Test: Name "x"
    ComprehensionFor: ComprehensionFor
      Target: Name "y"
      Iterable: Name "b"`,
  },
  {
    source: "{k: v async for k, v in a}",
    outline: `
Body: ExpressionStatement
  Expression: Comprehension "dict"
    Key: Name "k"
    Value: Name "v"
    ComprehensionFor: ComprehensionFor #1
      Target: Tuple
        Element: Name "k"
        Element: Name "v"
      Iterable: Name "a"`,
  },
  {
    source: "{x for x in a}",
    outline: `
Body: ExpressionStatement
  Expression: Comprehension "set"
    Element: Name "x"
    ComprehensionFor: ComprehensionFor
      Target: Name "x"
      Iterable: Name "a"`,
  },
  {
    source: "0x_FF + 1_000.5e3 + 2J",
    outline: `
Body: ExpressionStatement
  Expression: Binary "+"
    Left: Binary "+"
      Left: Number "0xff"
      Right: Number "1000.5e3" #8000000
    Right: Number "2j" #20000000`,
  },
  {
    source: "True, None, ...",
    outline: `
Body: ExpressionStatement
  Expression: Tuple
    Element: Boolean "true"
    Element: Null "None"
    Element: EllipsisLiteral`,
  },
  {
    source: "f'{a!r:>{w}.2f}b{{c}}{d=}'",
    outline: `
Body: ExpressionStatement
  Expression: TemplateString "f" #4000000
    Part: Interpolation "r"
      Value: Name "a"
      Format: TemplateString
        Part: StringPart ">"
        Part: Interpolation
          Value: Name "w"
        Part: StringPart ".2f"
    Part: StringPart "b{c}"
    Part: Interpolation #8000000
      Value: Name "d"`,
  },
  {
    source: "rb'\\d' b'\\x00'",
    outline: `
Body: ExpressionStatement
  Expression: StringConcatenation
    Part: String "\\\\d" #5800000
    Part: String "\\u0000" #4800000`,
  },
  {
    source: "'a\\tb' \"c\"",
    outline: `
Body: ExpressionStatement
  Expression: StringConcatenation
    Part: String "a\\tb" #4000000
    Part: String "c"`,
  },
  {
    source: "t'{a}'",
    outline: `
Body: ExpressionStatement
  Expression: TemplateString "t" #4000000
    Part: Interpolation
      Value: Name "a"`,
  },
  {
    source: "f'{f\"{x}\"}'",
    outline: `
Body: ExpressionStatement
  Expression: TemplateString "f" #4000000
    Part: Interpolation
      Value: TemplateString "f"
        Part: Interpolation
          Value: Name "x"`,
  },
  {
    source: "u'a'",
    outline: `
Body: ExpressionStatement
  Expression: String "a" #24000000`,
  },
  {
    source: "rf'\\d{x}'",
    outline: `
Body: ExpressionStatement
  Expression: TemplateString "rf" #5000000
    Part: StringPart "\\\\d"
    Part: Interpolation
      Value: Name "x"`,
  },
  {
    source: "\"\"\"a\n\\\nb\"\"\"",
    outline: `
Body: ExpressionStatement
  Expression: String "a\\nb" #2000000`,
  },
  {
    source: "import a.b as c, d",
    outline: `
Body: Import
  Item: ImportModule "a.b"
    Local: Name "c"
  Item: ImportModule "d"`,
  },
  {
    source: "from . import a as b, c",
    outline: `
Body: ImportFrom "."
  Source: Other "relative_import"
  Item: ImportSpecifier "a"
    Imported: Name "a"
    Local: Name "b"
  Item: ImportSpecifier "c"
    Imported: Name "c"`,
  },
  {
    source: "from ..m import *",
    outline: `
Body: ImportFrom "..m" #40000
  Source: Other "relative_import"`,
  },
  {
    source: "from __future__ import annotations",
    outline: `
Body: ImportFrom "__future__"
  Source: Other "dotted_name"
  Item: ImportSpecifier "annotations"
    Imported: Name "annotations"`,
  },
  {
    source: "from a.b import (c, d,)",
    outline: `
Body: ImportFrom "a.b"
  Source: Other "dotted_name"
  Item: ImportSpecifier "c"
    Imported: Name "c"
  Item: ImportSpecifier "d"
    Imported: Name "d"`,
  },
  {
    source: "@a\n@b(1)\nclass C(B, metaclass=M):\n    pass",
    outline: `
Body: ClassDeclaration "C"
  Decorator: Decorator
    Expression: Name "a"
  Decorator: Decorator
    Expression: Call
      Callee: Name "b"
      Argument: Number "1"
  NameOf: Name "C"
  Base: Name "B"
  Base: KeywordArgument "metaclass"
    Value: Name "M"
  Body: Block
    Body: Empty`,
  },
  {
    source: "async def f(a, /, b=1, *, c: int = 2, **d) -> int:\n    return a",
    outline: `
Body: FunctionDeclaration "f" #1
  NameOf: Name "f"
  Parameter: Parameter "a"
    Target: Name "a"
  Parameter: Parameter #200000
  Parameter: Parameter "b"
    Target: Name "b"
    Default: Number "1"
  Parameter: Parameter #400000
  Parameter: Parameter "c"
    Target: Name "c"
    Type: Name "int"
    Default: Number "2"
  Parameter: Parameter "d" #100000
    Target: Name "d"
  ReturnType: Name "int"
  Body: Block
    Body: Return
      Value: Name "a"`,
  },
  {
    source: "def f(*args: int): yield from x",
    outline: `
Body: FunctionDeclaration "f" #2
  NameOf: Name "f"
  Parameter: Parameter "args" #80000
    Target: Name "args"
    Type: Name "int"
  Body: Block
    Body: ExpressionStatement
      Expression: Yield #400000
        Value: Name "x"`,
  },
  {
    source: "class C[T: int, *Ts, **P]: pass",
    outline: `
Body: ClassDeclaration "C"
  NameOf: Name "C"
  TypeParameter: TypeParameter "T"
    NameOf: Name "T"
    Constraint: Name "int"
  TypeParameter: TypeParameter "Ts" #80000
    NameOf: Name "Ts"
  TypeParameter: TypeParameter "P" #100000
    NameOf: Name "P"
  Body: Block
    Body: Empty`,
  },
  {
    source: "type A[T] = list[T]",
    outline: `
Body: TypeAlias "A"
  NameOf: Name "A"
  TypeParameter: TypeParameter "T"
    NameOf: Name "T"
  Value: Subscript
    Object: Name "list"
    Index: Name "T"`,
  },
  {
    source: "if a:\n    b\nelif c:\n    d\nelse:\n    e",
    outline: `
Body: If
  Test: Name "a"
  Consequent: Block
    Body: ExpressionStatement
      Expression: Name "b"
  Alternate: If #800000
    Test: Name "c"
    Consequent: Block
      Body: ExpressionStatement
        Expression: Name "d"
    Alternate: Block
      Body: ExpressionStatement
        Expression: Name "e"`,
  },
  {
    source: "while a: b\nelse: c",
    outline: `
Body: While
  Test: Name "a"
  Body: Block
    Body: ExpressionStatement
      Expression: Name "b"
  Alternate: Block
    Body: ExpressionStatement
      Expression: Name "c"`,
  },
  {
    source: "async for a, b in c:\n    d\nelse:\n    e",
    outline: `
Body: ForEach "in" #1
  Target: Tuple
    Element: Name "a"
    Element: Name "b"
  Iterable: Name "c"
  Body: Block
    Body: ExpressionStatement
      Expression: Name "d"
  Alternate: Block
    Body: ExpressionStatement
      Expression: Name "e"`,
  },
  {
    source: "with a as b, c: d",
    outline: `
Body: With
  Item: WithItem
    Value: Name "a"
    Target: Name "b"
  Item: WithItem
    Value: Name "c"
  Body: Block
    Body: ExpressionStatement
      Expression: Name "d"`,
  },
  {
    source: "with (a as b, c): d",
    outline: `
Body: With
  Item: WithItem
    Value: Name "a"
    Target: Name "b"
  Item: WithItem
    Value: Name "c"
  Body: Block
    Body: ExpressionStatement
      Expression: Name "d"`,
  },
  {
    source: "async with a: b",
    outline: `
Body: With #1
  Item: WithItem
    Value: Name "a"
  Body: Block
    Body: ExpressionStatement
      Expression: Name "b"`,
  },
  {
    source: "try:\n    a\nexcept (A, B) as e:\n    b\nelse:\n    c\nfinally:\n    d",
    outline: `
Body: Try
  Body: Block
    Body: ExpressionStatement
      Expression: Name "a"
  Handler: Handler
    Type: Tuple #20 ()
      Element: Name "A"
      Element: Name "B"
    Target: Name "e"
    Body: Block
      Body: ExpressionStatement
        Expression: Name "b"
  Alternate: Block
    Body: ExpressionStatement
      Expression: Name "c"
  Finalizer: Block
    Body: ExpressionStatement
      Expression: Name "d"`,
  },
  {
    source: "try: a\nexcept* A: b",
    outline: `
Body: Try
  Body: Block
    Body: ExpressionStatement
      Expression: Name "a"
  Handler: Handler #2000000
    Type: Name "A"
    Body: Block
      Body: ExpressionStatement
        Expression: Name "b"`,
  },
  {
    source: "try: a\nexcept A, B: b",
    outline: `
Body: Try
  Body: Block
    Body: ExpressionStatement
      Expression: Name "a"
  Handler: Handler
    Type: Tuple
      Element: Name "A"
      Element: Name "B"
    Body: Block
      Body: ExpressionStatement
        Expression: Name "b"`,
  },
  {
    source: "raise A from b",
    outline: `
Body: Throw
  Value: Name "A"
  Cause: Name "b"`,
  },
  {
    source: "assert a, b",
    outline: `
Body: Assert
  Test: Name "a"
  Message: Name "b"`,
  },
  {
    source: "del a, b",
    outline: `
Body: Delete
  Argument: Name "a"
  Argument: Name "b"`,
  },
  {
    source: "global a, b",
    outline: `
Body: Global
  Item: Name "a"
  Item: Name "b"`,
  },
  {
    source: "def f():\n    nonlocal a",
    outline: `
Body: FunctionDeclaration "f"
  NameOf: Name "f"
  Body: Block
    Body: Nonlocal
      Item: Name "a"`,
  },
  {
    source: "return_ = await a",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Name "return_"
    Value: Await
      Value: Name "a"`,
  },
  {
    source: "print >>a, b",
    outline: `
Body: OldStatement "print"
  Argument: Other "chevron"
    Child: Name "a"
  Argument: Name "b"`,
  },
  {
    source: "exec \"a\" in b",
    outline: `
Body: OldStatement "exec"
  Argument: String "a"
  Argument: Name "b"`,
  },
  {
    source: "match x, y:\n    case [1, -2, *_] | (a, b): pass\n    case {\"k\": v, **r} if g: pass\n    case C(a, k=m.n) as q: pass\n    case _: pass",
    outline: `
Body: Switch #2000000
  Subject: Tuple
    Element: Name "x"
    Element: Name "y"
  Case: Case
    Pattern: MatchPattern "or"
      Pattern: MatchPattern "sequence"
        Pattern: MatchPattern "value"
          Value: Number "1"
        Pattern: MatchPattern "value"
          Value: Unary "-"
            Operand: Number "2"
        Pattern: MatchPattern "splat" #80000
      Pattern: MatchPattern "sequence" #20 ()
        Pattern: MatchPattern "as"
          Target: Name "a"
        Pattern: MatchPattern "as"
          Target: Name "b"
    Body: Block
      Body: Empty
  Case: Case
    Pattern: MatchPattern "mapping"
      Child: Pair "k"
        Key: String "k"
        Value: MatchPattern "as"
          Target: Name "v"
      Child: MatchPattern "splat" #100000
        Target: Name "r"
    Guard: Name "g"
    Body: Block
      Body: Empty
  Case: Case
    Pattern: MatchPattern "as"
      Pattern: MatchPattern "class"
        Callee: Name "C"
        Pattern: MatchPattern "as"
          Target: Name "a"
        Pattern: MatchPattern "keyword"
          NameOf: Name "k"
          Pattern: MatchPattern "value"
            Value: Attribute "n"
              Object: Name "m"
              Property: Name "n"
      Target: Name "q"
    Body: Block
      Body: Empty
  Case: Case #20000
    Pattern: MatchPattern "wildcard"
    Body: Block
      Body: Empty`,
  },
  {
    source: "match x:\n    case -1 - 2j | \"a\" \"b\" | None: pass\n    case (1): pass\n    case 1, *a: pass",
    outline: `
Body: Switch #2000000
  Subject: Name "x"
  Case: Case
    Pattern: MatchPattern "or"
      Pattern: MatchPattern "value"
        Value: Binary "-"
          Left: Unary "-"
            Operand: Number "1"
          Right: Number "2j" #20000000
      Pattern: MatchPattern "value"
        Value: StringConcatenation
          Part: String "a"
          Part: String "b"
      Pattern: MatchPattern "value"
        Value: Null "None"
    Body: Block
      Body: Empty
  Case: Case
    Pattern: MatchPattern "value" #20 ()
      Value: Number "1"
    Body: Block
      Body: Empty
  Case: Case
    Pattern: MatchPattern "sequence"
      Pattern: MatchPattern "value"
        Value: Number "1"
      Pattern: MatchPattern "splat" #80000
        Target: Name "a"
    Body: Block
      Body: Empty`,
  },
  {
    source: "a; b;",
    outline: `
Body: ExpressionStatement
  Expression: Name "a"
Body: ExpressionStatement
  Expression: Name "b"`,
  },
  {
    source: "a = yield",
    outline: `
Body: ExpressionStatement
  Expression: Assignment
    Target: Name "a"
    Value: Yield`,
  },
  {
    source: "for x in *a, b: pass",
    outline: `
Body: ForEach "in"
  Target: Name "x"
  Iterable: Tuple
    Element: Spread
      Value: Name "a"
    Element: Name "b"
  Body: Block
    Body: Empty`,
  },
  {
    source: "# only a comment",
    outline: `
`,
  },
];
