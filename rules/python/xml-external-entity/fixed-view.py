# proof: tag(request.data)
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/tag", methods=["POST"])
def tag():
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False)
    return etree.fromstring(request.data, parser).tag
