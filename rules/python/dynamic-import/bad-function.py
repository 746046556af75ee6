# proof: load(request.args.name)
import importlib

from flask import request


def load():
    # A point in front is not the only way to other modules.
    name = request.args["name"].lstrip(".")
    module = importlib.import_module(request.args["name"].strip())  # expect: built from
    return {"name": name, "title": getattr(module, "title", None)}
