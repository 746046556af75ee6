# proof: load(request.data)
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def load():
    root = etree.fromstring(request.data)  # expect: use defusedxml
    return root.tag
