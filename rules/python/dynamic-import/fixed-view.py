# proof: show(request.args.kind)
import importlib

from flask import Flask, request

app = Flask(__name__)
MODULES = {"report": "report"}


@app.route("/show")
def show():
    module = importlib.import_module(MODULES[request.args["kind"]])
    return getattr(module, "title", "none")
