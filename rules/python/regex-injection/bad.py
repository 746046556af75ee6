import re
from flask import Flask, request

app = Flask(__name__)


@app.route("/find")
def find():
    pattern = request.args["q"]
    return str([line for line in open("notes.txt") if re.search(pattern, line)])  # expect: take for ever
