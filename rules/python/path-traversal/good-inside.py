import os

from flask import Flask, abort, request

from .folders import is_in_folder

app = Flask(__name__)


@app.route("/file")
def read():
    path = os.path.join("files", request.args["name"])
    if not is_in_folder(path):
        abort(404)
    with open(path) as file:
        return file.read()
