# proof: find(request.args.q)
import re

from flask import Flask, request

app = Flask(__name__)
NOTES = ["a text that somebody wrote down one day", "another text, longer than the first one"]


@app.route("/find")
def find():
    wanted = request.args["q"]
    return {"found": [note for note in NOTES if re.search(wanted, note)]}  # expect: take for ever
