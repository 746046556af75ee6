import builtins
import sys

from flask import request


def calculate():
    expression = request.args.get("expression")
    return eval(expression)  # expect: `eval` runs `expression` as code


def rate(formula, amount):
    return eval(f"{amount} * ({formula})")  # expect: `eval` runs `f"{amount} * ({formula})"` as code


def load_settings(path):
    source = "settings = " + sys.argv[1]
    exec(source)  # expect: `exec` runs `source` as code
    exec(compile(path, "<settings>", "exec"))  # expect: `exec` runs `path` as code


def attribute_of(name):
    return builtins.eval("config." + name)  # expect: `eval` runs `"config." + name` as code
