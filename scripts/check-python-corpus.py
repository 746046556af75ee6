"""Prints CPython's own reading of Python files as outlines that scripts/check-python-corpus.ts compares with ours.

Reads file names from standard input, one a line. Writes one JSON object a line: {"file", "error"} for what CPython
refuses, else {"file", "nodes"}, where each node is [depth, role, kind, name, flags, start, end]; name None and
offsets -1 mean that CPython's tree does not tell. Offsets are UTF-16, as everywhere in Assay.
"""

import ast
import io
import json
import sys
import tokenize
import warnings

sys.setrecursionlimit(20000)
warnings.simplefilter("ignore")

BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.Mod: "%", ast.FloorDiv: "//",
    ast.Pow: "**", ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
}
COMPARE = {
    ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!=", ast.GtE: ">=", ast.Gt: ">", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}
UNARY = {ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
COMPREHENSION = {ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "generator", ast.DictComp: "dict"}
SEQUENCES = {ast.List: "List", ast.Set: "Set", ast.Tuple: "Tuple"}


class Outline(ast.NodeVisitor):
    """Walks CPython's tree in source order and names everything as the normalised tree does."""

    def __init__(self, text):
        self.text = text
        self.nodes = []
        self.depth = 0
        self.lines = []
        start = 0
        for line in io.StringIO(text, newline=""):
            body = line[:-1] if line.endswith(("\r", "\n")) else line
            self.lines.append((start, line, body.isascii()))
            start += len(line) if line.isascii() else len(line.encode("utf-16-le")) // 2
        self.brackets = self.match_brackets()

    # Positions.

    def offset(self, line, column):
        start, content, plain = self.lines[line - 1] if line <= len(self.lines) else (0, "", True)
        if plain:
            return start + column
        return start + len(content.encode()[:column].decode().encode("utf-16-le")) // 2

    def start(self, node):
        return self.offset(node.lineno, node.col_offset)

    def end(self, node):
        return self.offset(node.end_lineno, node.end_col_offset)

    def match_brackets(self):
        """Opening offset → offset after the closing bracket, to tell `(a, b)` from `(a), (b)`."""
        pairs, stack = {}, []
        try:
            for token in tokenize.generate_tokens(io.StringIO(self.text, newline="").readline):
                if token.type != tokenize.OP:
                    continue
                line = self.lines[token.start[0] - 1]
                prefix = line[1][: token.start[1]]
                at = line[0] + (len(prefix) if line[2] else len(prefix.encode("utf-16-le")) // 2)
                if token.string in "([{":
                    stack.append(at)
                elif token.string in ")]}" and stack:
                    pairs[stack.pop()] = at + 1
        except (tokenize.TokenError, SyntaxError):
            pass
        return pairs

    def parenthesized(self, node):
        return self.brackets.get(self.start(node)) == self.end(node)

    # Output.

    def put(self, role, kind, name="", flags="", start=-1, end=-1):
        self.nodes.append([self.depth, role, kind, name, flags, start, end])

    def node(self, role, kind, node, name="", flags="", children=(), start=None, end=None):
        begin = self.start(node) if start is None else start
        finish = self.end(node) if end is None else end
        self.put(role, kind, name, flags, begin, finish)
        self.inside(children)

    def inside(self, children):
        self.depth += 1
        for child in children:
            child()
        self.depth -= 1

    def wrapper(self, role, kind, name, children, flags=""):
        def emit():
            self.put(role, kind, name, flags)
            self.inside(children)
        return emit

    def expression(self, role, node):
        return lambda: getattr(self, "on_" + type(node).__name__)(role, node)

    def several(self, role, nodes):
        return [self.expression(role, node) for node in nodes]

    def maybe(self, role, node):
        return [] if node is None else [self.expression(role, node)]

    def name(self, role, text, start=-1, end=-1):
        return lambda: self.put(role, "Name", text, "", start, end)

    def block(self, role, statements):
        if not statements:
            return []
        return [self.wrapper(role, "Block", "", self.several("Body", statements))]

    # Definitions.

    def on_FunctionDef(self, role, node, flags=""):
        flags = " ".join(flags.split() + (["Generator"] if is_generator(node) else []))
        self.definition(role, "FunctionDeclaration", node, flags, [
            *self.type_parameters(node),
            *self.parameters(node.args),
            *self.maybe("ReturnType", node.returns),
        ])

    def on_AsyncFunctionDef(self, role, node):
        self.on_FunctionDef(role, node, "Async")

    def on_ClassDef(self, role, node):
        self.definition(role, "ClassDeclaration", node, "", [
            *self.type_parameters(node),
            *self.arguments("Base", node.bases, node.keywords),
        ])

    def definition(self, role, kind, node, flags, middle):
        decorators = [self.wrapper("Decorator", "Decorator", "", [self.expression("Expression", d)]) for d in node.decorator_list]
        self.node(role, kind, node, node.name, flags, [
            *decorators, self.name("NameOf", node.name), *middle, *self.block("Body", node.body),
        ], start=-1 if decorators else None)

    def type_parameters(self, node):
        return self.several("TypeParameter", getattr(node, "type_params", []))

    def type_parameter(self, role, node, flags, bound):
        self.node(role, "TypeParameter", node, node.name, flags, [
            self.name("NameOf", node.name),
            *self.maybe("Constraint", bound),
            *self.maybe("Default", getattr(node, "default_value", None)),
        ])

    def on_TypeVar(self, role, node):
        self.type_parameter(role, node, "", node.bound)

    def on_TypeVarTuple(self, role, node):
        self.type_parameter(role, node, "Rest", None)

    def on_ParamSpec(self, role, node):
        self.type_parameter(role, node, "KeywordRest", None)

    def on_TypeAlias(self, role, node):
        self.node(role, "TypeAlias", node, node.name.id, "", [
            self.name("NameOf", node.name.id), *self.type_parameters(node), self.expression("Value", node.value),
        ])

    def parameters(self, args):
        found = []
        plain = [*args.posonlyargs, *args.args]
        defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
        for index, (arg, default) in enumerate(zip(plain, defaults)):
            found.append(self.parameter(arg, default, ""))
            if index + 1 == len(args.posonlyargs):
                found.append(self.wrapper("Parameter", "Parameter", "", [], "PositionalMarker"))
        if args.vararg:
            found.append(self.parameter(args.vararg, None, "Rest"))
        elif args.kwonlyargs:
            found.append(self.wrapper("Parameter", "Parameter", "", [], "KeywordMarker"))
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            found.append(self.parameter(arg, default, ""))
        if args.kwarg:
            found.append(self.parameter(args.kwarg, None, "KeywordRest"))
        return found

    def parameter(self, arg, default, flags):
        end = -1 if arg.annotation else self.end(arg)
        return self.wrapper("Parameter", "Parameter", arg.arg, [
            self.name("Target", arg.arg, self.start(arg), end),
            *self.maybe("Type", arg.annotation),
            *self.maybe("Default", default),
        ], flags)

    # Statements.

    def on_Expr(self, role, node):
        self.node(role, "ExpressionStatement", node, children=self.several("Expression", [node.value]))

    def on_Assign(self, role, node):
        self.assign(role, node, node.targets)

    def assign(self, role, node, targets):
        rest = [lambda: self.assign("Value", node, targets[1:])] if len(targets) > 1 else self.several("Value", [node.value])
        is_statement = role != "Value"
        start = self.start(node) if is_statement else -1
        if is_statement:
            self.put(role, "ExpressionStatement", "", "", start, self.end(node))
            self.depth += 1
            role = "Expression"
        self.put(role, "Assignment", "", "", start, self.end(node))
        self.inside([self.expression("Target", targets[0]), *rest])
        if is_statement:
            self.depth -= 1

    def statement_of(self, role, node, kind, name, children):
        self.node(role, "ExpressionStatement", node, children=[lambda: self.node("Expression", kind, node, name, "", children)])

    def on_AnnAssign(self, role, node):
        self.statement_of(role, node, "Assignment", "", [
            self.expression("Target", node.target), self.expression("Type", node.annotation), *self.maybe("Value", node.value),
        ])

    def on_AugAssign(self, role, node):
        self.statement_of(role, node, "AugmentedAssignment", BINARY[type(node.op)] + "=", [
            self.expression("Target", node.target), self.expression("Value", node.value),
        ])

    def on_If(self, role, node):
        flags = "Elif" if self.text_at(node).startswith("elif") else ""
        alternate = self.block("Alternate", node.orelse)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) and self.text_at(node.orelse[0]).startswith("elif"):
            alternate = self.several("Alternate", node.orelse)
        self.node(role, "If", node, "", flags, [
            self.expression("Test", node.test), *self.block("Consequent", node.body), *alternate,
        ])

    def text_at(self, node):
        start, content, _ = self.lines[node.lineno - 1]
        return content.encode()[node.col_offset : node.col_offset + 5].decode(errors="replace")

    def on_For(self, role, node, flags=""):
        self.node(role, "ForEach", node, "in", flags, [
            self.expression("Target", node.target), self.expression("Iterable", node.iter),
            *self.block("Body", node.body), *self.block("Alternate", node.orelse),
        ])

    def on_AsyncFor(self, role, node):
        self.on_For(role, node, "Async")

    def on_While(self, role, node):
        self.node(role, "While", node, children=[
            self.expression("Test", node.test), *self.block("Body", node.body), *self.block("Alternate", node.orelse),
        ])

    def on_With(self, role, node, flags=""):
        items = [
            self.wrapper("Item", "WithItem", "", [
                self.expression("Value", item.context_expr), *self.maybe("Target", item.optional_vars),
            ])
            for item in node.items
        ]
        self.node(role, "With", node, "", flags, [*items, *self.block("Body", node.body)])

    def on_AsyncWith(self, role, node):
        self.on_With(role, node, "Async")

    def on_Try(self, role, node, flags=""):
        handlers = [lambda h=h: self.handler(h, flags) for h in node.handlers]
        self.node(role, "Try", node, children=[
            *self.block("Body", node.body), *handlers,
            *self.block("Alternate", node.orelse), *self.block("Finalizer", node.finalbody),
        ])

    def on_TryStar(self, role, node):
        self.on_Try(role, node, "Group")

    def handler(self, node, flags):
        target = [] if node.name is None else [self.name("Target", node.name)]
        self.node("Handler", "Handler", node, "", flags, [*self.maybe("Type", node.type), *target, *self.block("Body", node.body)])

    def on_Return(self, role, node):
        self.node(role, "Return", node, children=self.maybe("Value", node.value))

    def on_Raise(self, role, node):
        self.node(role, "Throw", node, children=[*self.maybe("Value", node.exc), *self.maybe("Cause", node.cause)])

    def on_Assert(self, role, node):
        self.node(role, "Assert", node, children=[self.expression("Test", node.test), *self.maybe("Message", node.msg)])

    def on_Delete(self, role, node):
        self.node(role, "Delete", node, children=self.several("Argument", node.targets))

    def on_Global(self, role, node):
        kind = type(node).__name__
        self.node(role, kind, node, children=[self.name("Item", name) for name in node.names])

    on_Nonlocal = on_Global

    def on_Pass(self, role, node):
        self.node(role, "Empty", node)

    def on_Break(self, role, node):
        self.node(role, "Break", node)

    def on_Continue(self, role, node):
        self.node(role, "Continue", node)

    def on_Import(self, role, node):
        self.node(role, "Import", node, children=[
            lambda a=a: self.node("Item", "ImportModule", a, a.name, "", [self.name("Local", a.asname)] if a.asname else [])
            for a in node.names
        ])

    def on_ImportFrom(self, role, node):
        path = "." * node.level + (node.module or "")
        wildcard = node.names[0].name == "*"
        self.node(role, "ImportFrom", node, path, "Wildcard" if wildcard else "", [] if wildcard else [
            lambda a=a: self.node("Item", "ImportSpecifier", a, a.name, "", [
                self.name("Imported", a.name), *([self.name("Local", a.asname)] if a.asname else []),
            ])
            for a in node.names
        ])

    # Match.

    def on_Match(self, role, node):
        cases = [
            self.wrapper("Case", "Case", "", [
                self.expression("Pattern", case.pattern), *self.maybe("Guard", case.guard), *self.block("Body", case.body),
            ])
            for case in node.cases
        ]
        self.node(role, "Switch", node, "", "PatternMatch", [self.expression("Subject", node.subject), *cases])

    def pattern(self, role, node, name, children, flags=""):
        self.node(role, "MatchPattern", node, name, flags, children)

    def on_MatchValue(self, role, node):
        self.pattern(role, node, "value", [self.expression("Value", node.value)])

    def on_MatchSingleton(self, role, node):
        kind, name = ("Null", "None") if node.value is None else ("Boolean", str(node.value).lower())
        self.pattern(role, node, "value", [lambda: self.node("Value", kind, node, name)])

    def on_MatchSequence(self, role, node):
        self.pattern(role, node, "sequence", self.several("Pattern", node.patterns))

    def on_MatchOr(self, role, node):
        self.pattern(role, node, "or", self.several("Pattern", node.patterns))

    def on_MatchAs(self, role, node):
        if node.name is None:
            return self.pattern(role, node, "wildcard", [])
        self.pattern(role, node, "as", [*self.maybe("Pattern", node.pattern), self.name("Target", node.name)])

    def on_MatchStar(self, role, node):
        self.pattern(role, node, "splat", [self.name("Target", node.name)] if node.name else [], "Rest")

    def on_MatchMapping(self, role, node):
        pairs = [
            self.wrapper("Child", "Pair", None, [self.expression("Key", key), self.expression("Value", value)])
            for key, value in zip(node.keys, node.patterns)
        ]
        if node.rest:
            pairs.append(self.wrapper("Child", "MatchPattern", "splat", [self.name("Target", node.rest)], "KeywordRest"))
        self.pattern(role, node, "mapping", pairs)

    def on_MatchClass(self, role, node):
        self.pattern(role, node, "class", [
            self.expression("Callee", node.cls),
            *self.several("Pattern", node.patterns),
            *(
                self.wrapper("Pattern", "MatchPattern", "keyword", [self.name("NameOf", key), self.expression("Pattern", value)])
                for key, value in zip(node.kwd_attrs, node.kwd_patterns)
            ),
        ])

    # Expressions.

    def on_Name(self, role, node):
        self.put(role, "Name", self.source(node), "", self.start(node), self.end(node))

    def source(self, node):
        """The name as written: CPython normalises some letters."""
        content = self.lines[node.lineno - 1][1].encode()
        return content[node.col_offset : node.end_col_offset].decode()

    def on_Attribute(self, role, node):
        self.node(role, "Attribute", node, node.attr, "", [
            self.expression("Object", node.value), self.name("Property", node.attr, -1, self.end(node)),
        ])

    def on_Subscript(self, role, node):
        index = node.slice
        spread = isinstance(index, ast.Tuple) and len(index.elts) > 1 and not self.parenthesized(index)
        indexes = index.elts if spread else [index]
        self.node(role, "Subscript", node, children=[self.expression("Object", node.value), *self.several("Index", indexes)])

    def on_Slice(self, role, node):
        self.node(role, "Slice", node, children=[
            *self.maybe("Lower", node.lower), *self.maybe("Upper", node.upper), *self.maybe("Step", node.step),
        ])

    def on_Call(self, role, node):
        self.node(role, "Call", node, children=[
            self.expression("Callee", node.func), *self.arguments("Argument", node.args, node.keywords),
        ])

    def arguments(self, role, plain, keywords):
        ordered = sorted([*plain, *keywords], key=lambda n: (n.lineno, n.col_offset))
        return self.several(role, ordered)

    def on_keyword(self, role, node):
        if node.arg is None:
            self.node(role, "KeywordSpread", node, children=self.several("Value", [node.value]))
        else:
            self.node(role, "KeywordArgument", node, node.arg, "", self.several("Value", [node.value]))

    def on_Starred(self, role, node):
        self.node(role, "Spread", node, children=self.several("Value", [node.value]))

    def on_Tuple(self, role, node):
        kind = SEQUENCES[type(node)]
        if kind == "List" and isinstance(node.ctx, ast.Store):
            kind = "ListPattern"
        self.node(role, kind, node, children=self.several("Element", node.elts))

    on_List = on_Set = on_Tuple

    def on_Dict(self, role, node):
        elements = [
            self.wrapper("Element", "KeywordSpread", "", self.several("Value", [value]))
            if key is None
            else self.wrapper("Element", "Pair", None, [self.expression("Key", key), self.expression("Value", value)])
            for key, value in zip(node.keys, node.values)
        ]
        self.node(role, "Dictionary", node, children=elements)

    def on_BinOp(self, role, node):
        self.node(role, "Binary", node, BINARY[type(node.op)], "", [
            self.expression("Left", node.left), self.expression("Right", node.right),
        ])

    def on_BoolOp(self, role, node):
        self.logical(role, node, node.values)

    def logical(self, role, node, values):
        name = "and" if isinstance(node.op, ast.And) else "or"
        left = (lambda: self.logical("Left", node, values[:-1])) if len(values) > 2 else self.expression("Left", values[0])
        end = self.end(node) if len(values) == len(node.values) else -1
        self.node(role, "Logical", node, name, "", [left, self.expression("Right", values[-1])], end=end)

    def on_UnaryOp(self, role, node):
        self.node(role, "Unary", node, UNARY[type(node.op)], "", self.several("Operand", [node.operand]))

    def on_Compare(self, role, node):
        if len(node.ops) == 1:
            self.node(role, "Binary", node, COMPARE[type(node.ops[0])], "Comparison", [
                self.expression("Left", node.left), self.expression("Right", node.comparators[0]),
            ])
            return
        children = [self.expression("Operand", node.left)]
        for operator, operand in zip(node.ops, node.comparators):
            children.append(self.wrapper("Operator", "Operator", COMPARE[type(operator)], []))
            children.append(self.expression("Operand", operand))
        self.node(role, "ComparisonChain", node, children=children)

    def on_IfExp(self, role, node):
        self.node(role, "Conditional", node, children=[
            self.expression("Consequent", node.body), self.expression("Test", node.test), self.expression("Alternate", node.orelse),
        ])

    def on_Lambda(self, role, node):
        flags = "Generator" if is_generator(node) else ""
        self.node(role, "Lambda", node, "", flags, [*self.parameters(node.args), self.expression("Body", node.body)])

    def on_NamedExpr(self, role, node):
        self.node(role, "NamedExpression", node, children=[self.expression("Target", node.target), self.expression("Value", node.value)])

    def on_Await(self, role, node):
        self.node(role, "Await", node, children=self.several("Value", [node.value]))

    def on_Yield(self, role, node):
        self.node(role, "Yield", node, children=self.maybe("Value", node.value))

    def on_YieldFrom(self, role, node):
        self.node(role, "Yield", node, "", "Delegate", self.several("Value", [node.value]))

    def on_ListComp(self, role, node):
        elements = [("Key", node.key), ("Value", node.value)] if isinstance(node, ast.DictComp) else [("Element", node.elt)]
        clauses = []
        for generator in node.generators:
            clauses.append(self.wrapper("ComprehensionFor", "ComprehensionFor", "", [
                self.expression("Target", generator.target), self.expression("Iterable", generator.iter),
            ], "Async" if generator.is_async else ""))
            clauses += [self.wrapper("ComprehensionIf", "ComprehensionIf", "", self.several("Test", [test])) for test in generator.ifs]
        self.node(role, "Comprehension", node, COMPREHENSION[type(node)], "", [
            *(self.expression(r, e) for r, e in elements), *clauses,
        ])

    on_SetComp = on_DictComp = on_GeneratorExp = on_ListComp

    def on_Constant(self, role, node):
        value = node.value
        if value is None:
            self.node(role, "Null", node, "None")
        elif value is Ellipsis:
            self.node(role, "EllipsisLiteral", node)
        elif isinstance(value, bool):
            self.node(role, "Boolean", node, str(value).lower())
        elif isinstance(value, str):
            self.node(role, "String", node, value)
        elif isinstance(value, bytes):
            self.node(role, "String", node, value.decode("latin-1"), "Bytes")
        else:
            name = self.source(node).lower().replace("_", "")
            self.node(role, "Number", node, name, "Imaginary" if isinstance(value, complex) else "")

    def on_JoinedStr(self, role, node):
        # Before 3.12 CPython does not tell where the parts of an f-string stand.
        known = sys.version_info >= (3, 12)
        text = template_text(node)
        saved = len(self.nodes)
        self.node(role, "TemplateString", node, text, "", [
            self.expression("Part", value) for value in node.values if not isinstance(value, ast.Constant)
        ])
        if not known:
            for entry in self.nodes[saved + 1 :]:
                entry[5] = entry[6] = -1

    def on_FormattedValue(self, role, node):
        name = "" if node.conversion < 0 else chr(node.conversion)
        # A format specification without text or holes leaves no trace in ours when empty, so an empty one is left out.
        format_parts = [] if node.format_spec is None else [lambda: self.format(node.format_spec)]
        self.put(role, "Interpolation", name)
        self.inside([*self.several("Value", [node.value]), *format_parts])

    def format(self, node):
        self.put("Format", "TemplateString", template_text(node))
        self.inside([self.expression("Part", value) for value in node.values if not isinstance(value, ast.Constant)])


def template_text(node):
    return "".join(value.value if isinstance(value, ast.Constant) else "\0" for value in node.values)


def is_generator(function):
    """True where a yield belongs to this very function."""
    pending = [function.body] if isinstance(function, ast.Lambda) else list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        pending.extend(ast.iter_child_nodes(node))
    return False


def outline(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        tree = ast.parse(data)
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"file": path, "error": f"{type(error).__name__}: {error}", "line": getattr(error, "lineno", None)}
    if encoding not in ("utf-8", "utf-8-sig"):
        return {"file": path, "error": f"encoding {encoding}"}
    printer = Outline(text)
    printer.inside(printer.several("Body", tree.body))
    shift = 1 if data.startswith(b"\xef\xbb\xbf") else 0
    if shift:
        for entry in printer.nodes:
            for place in (5, 6):
                if entry[place] >= 0:
                    entry[place] += 1
    return {"file": path, "nodes": printer.nodes}


if __name__ == "__main__":
    print(json.dumps({"version": sys.version.split()[0]}))
    for line in sys.stdin:
        print(json.dumps(outline(line.rstrip("\n"))), flush=True)
