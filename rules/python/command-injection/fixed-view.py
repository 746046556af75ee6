# proof: show(request.args.name)
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/show")
def show():
    name = request.args["name"]
    subprocess.run(["echo", name], check=False)
    return "done"
