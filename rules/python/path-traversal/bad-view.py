# proof: note(title)
import os

from flask import Flask

app = Flask(__name__)
FOLDER = os.path.dirname(os.path.abspath(__file__))


@app.route("/note/<path:title>")
def note(title):
    with open(os.path.join(FOLDER, title)) as file:  # expect: comes from a request
        return file.read()
