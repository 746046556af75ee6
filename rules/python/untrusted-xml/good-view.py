# proof: tag(request.data)
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


@app.route("/tag", methods=["POST"])
def tag():
    return etree.fromstring(request.data, parser).tag
