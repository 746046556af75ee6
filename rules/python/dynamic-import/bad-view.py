# proof: show(request.args.kind)
import importlib

from flask import Flask, request

app = Flask(__name__)


@app.route("/show")
def show():
    module = importlib.import_module(request.args["kind"])  # expect: built from
    return getattr(module, "title", "none")
