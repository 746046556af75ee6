# proof: note(title)
import os

from flask import Flask
from werkzeug.utils import secure_filename

app = Flask(__name__)
FOLDER = os.path.dirname(os.path.abspath(__file__))


@app.route("/note/<path:title>")
def note(title):
    with open(os.path.join(FOLDER, secure_filename(title))) as file:
        return file.read()
