import ast
import json

from flask import request


def calculate():
    return ast.literal_eval(request.args.get("expression"))


def constant():
    template = "1 + 2"
    return eval(template) + eval("3 * 4")


class Model:
    def eval(self, mode):
        return self

    def run(self, mode):
        return self.eval(mode)


def evaluate(eval, text):
    return eval(text)


def prepared():
    exec(compile("x = 1", "<prepared>", "exec"))
    return json.loads(request.data)
