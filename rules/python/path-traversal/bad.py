import os
from flask import Flask, request, send_file

app = Flask(__name__)


@app.route("/download")
def download():
    name = request.args.get("name")
    path = os.path.join("/srv/files", name)
    return send_file(path)  # expect: comes from a request


@app.route("/note/<title>")
def note(title):
    with open(f"/srv/notes/{title}.txt") as file:  # expect: comes from a request
        return file.read()
