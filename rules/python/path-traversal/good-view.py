# proof: note(title)
from pathlib import Path

from flask import Flask, abort

app = Flask(__name__)
FOLDER = Path(__file__).resolve().parent


@app.route("/note/<path:title>")
def note(title):
    path = (FOLDER / title).resolve()
    if not path.is_relative_to(FOLDER):
        abort(404)
    return path.read_text()
