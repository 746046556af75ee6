# proof: show(request.args.name)
import os

from flask import Flask, request

app = Flask(__name__)


@app.route("/show")
def show():
    name = request.args["name"]
    command = 'echo "%s"' % name
    os.system(command)  # expect: `os.system` hands a shell a command built from `name`
    return "done"
