import os
from flask import Flask, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route("/a")
def by_name():
    return send_file(os.path.join("/srv/files", secure_filename(request.args["name"])))


@app.route("/b")
def by_folder():
    return send_from_directory("/srv/files", request.args["name"])


@app.route("/c")
def by_check():
    full = os.path.realpath(os.path.join("/srv/files", request.args["name"]))
    if not full.startswith("/srv/files/"):
        return "no", 403
    return send_file(full)


@app.route("/d")
def by_number():
    return send_file("/srv/files/%d.pdf" % int(request.args["id"]))


def own(name):
    with open("/etc/app/" + name) as file:
        return file.read()
