from flask import Flask, jsonify, request

from shop.notes import notes

app = Flask(__name__)


@app.route("/notes")
def find():
    owner = request.args["owner"]
    return jsonify(notes.search(owner, request.args["term"]))
