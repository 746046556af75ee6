from xml.etree import ElementTree

from flask import Flask, request

app = Flask(__name__)


@app.route("/feed", methods=["POST"])
def load():
    parser = ElementTree.XMLParser(encoding="utf-8")
    parser.feed(request.get_data(as_text=True))  # expect: use defusedxml
    return parser.close().tag
