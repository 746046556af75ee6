import ast
import operator

from flask import request

OPERATIONS = {"add": operator.add, "multiply": operator.mul}


def calculate():
    return ast.literal_eval(request.args.get("expression"))


def rate(operation, amount):
    return OPERATIONS[operation](amount, 2)


def attribute_of(config, name):
    return config[name]
