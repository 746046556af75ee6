from xml.etree import ElementTree

import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/lyrics")
def lyrics():
    answer = requests.get("https://lyrics.example.com/search", params={"song": request.args["song"]}, timeout=5)
    return ElementTree.fromstring(answer.content).text
