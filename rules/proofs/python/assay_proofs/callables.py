"""Chooses what is called to come through a change, and what is plain for its parameters: by the names in the source and by its tests."""

import ast
import os

MAXIMUM_CALLABLES = 6
MAXIMUM_TESTS = 40
MAXIMUM_TEXTS = 60
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def choose_callables(text, lines):
    """Functions, `Class.method`s and, where objects are made, classes that the lines stand in, then those of the same file that come to them."""
    defined = list(definitions(ast.parse(text)))
    functions = [(name, node) for name, node in defined if isinstance(node, FUNCTIONS)]
    reached = [name for name, node in defined if touches(node, lines)]
    for name in reached:
        short = name.rpartition(".")[2]
        # What makes an object is called whenever a method is.
        own = name.rpartition(".")[0] if short == "__init__" else None
        for other, node in functions:
            if other not in reached and (mentions(node, short) or own is not None and other.startswith(own + ".")):
                reached.append(other)
    known = {name for name, _ in functions}
    made = [name.removesuffix(".__init__") for name in reached if name in known]
    usable = [name for name in made if not name.rpartition(".")[2].startswith("__") or name.endswith(".__call__")]
    return usable[:MAXIMUM_CALLABLES]


def lines_through(text, lines):
    """Every line of the functions that are changed, or that read a changed value of the module or class: what is only added has no line before."""
    defined = list(definitions(ast.parse(text)))
    functions = [node for _, node in defined if isinstance(node, FUNCTIONS)]
    values = [name.rpartition(".")[2] for name, node in defined if isinstance(node, ast.Assign) and touches(node, lines)]
    changed = [node for node in functions if touches(node, lines) or any(mentions(node, name) for name in values)]
    return lines.union(*(range(node.body[0].lineno, node.end_lineno + 1) for node in changed))


def touches(node, lines):
    return not lines.isdisjoint(range(start_of(node), node.end_lineno + 1))


def definitions(tree):
    """Functions, methods, and the names that a module or a class gives to values."""
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{name}", inner) for name, inner in definitions(node))
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))


def start_of(node):
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])


def mentions(node, name):
    return any(isinstance(one, ast.Name) and one.id == name or isinstance(one, ast.Attribute) and one.attr == name for one in ast.walk(node))


def texts_of(text):
    """Constant texts of a module."""
    return [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def read_tests():
    """The trees of the project's tests, and their plain texts."""
    trees, texts = [], []
    for folder, inner, names in os.walk("."):
        inner[:] = sorted(one for one in inner if not one.startswith((".", "__")))
        for name in sorted(names):
            if name.endswith(".py") and ("test" in name or "test" in os.path.basename(folder)) and len(trees) < MAXIMUM_TESTS:
                try:
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        trees.append(ast.parse(file.read()))
                except (OSError, SyntaxError, ValueError):
                    continue
    for tree in trees:
        texts += [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) < 200]
    return trees, list(dict.fromkeys(texts))[:MAXIMUM_TEXTS]


def calls_in_tests(trees, name, names):
    """What tests call a function of that name with, where they write it down."""
    found = []
    for node in (one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Call)):
        if name != getattr(node.func, "attr", getattr(node.func, "id", None)):
            continue
        given = {}
        for parameter, value in [*zip(names, node.args), *((one.arg, one.value) for one in node.keywords)]:
            try:
                given[parameter] = ast.literal_eval(value)
            except ValueError:
                continue
        if given and given not in found:
            found.append(given)
    return found
