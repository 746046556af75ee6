# proof: tag(request.data)
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/tag", methods=["POST"])
def tag():
    # Without entities, a document still names a file that is loaded.
    parser = etree.XMLParser(resolve_entities=False, load_dtd=True)  # expect: loads external entities
    return etree.fromstring(request.data, parser).tag
