import importlib

from flask import request


def handler():
    module = importlib.import_module(request.args["handler"])  # expect: built from `request.args["handler"]`
    return module.handle()


def plugin(name):
    return __import__(name + "_plugin")  # expect: `__import__` loads a module whose name is built from `name`


def commands(package):
    path = "%s.%s" % (package, "x" + package)
    return importlib.import_module(path)  # expect: `importlib.import_module` loads a module whose name is built from `package`
