import importlib
import sys

from flask import request


def handler():
    module = importlib.import_module(request.args["handler"])  # expect: built from `request.args["handler"]`
    return module.handle()


def plugin():
    return __import__(input("plugin: ") + "_plugin")  # expect: `__import__` loads a module whose name is built from `input("plugin: ")`


def command():
    name = sys.argv[1]
    path = "%s.%s" % (name, "run" + name)
    return importlib.import_module(path)  # expect: `importlib.import_module` loads a module whose name is built from `name`
