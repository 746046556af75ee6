# proof: load(request.data)
from defusedxml import ElementTree
from flask import Flask, request

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def load():
    root = ElementTree.fromstring(request.data)
    return root.tag
