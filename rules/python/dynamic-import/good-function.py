# proof: describe(request.args.name)
import sys

from flask import request


def describe():
    return str(request.args["name"] in sys.modules)
