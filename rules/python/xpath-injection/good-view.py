# proof: count(request.args.name)
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
TREE = etree.XML("<users><user name='ann'/></users>")


@app.route("/count")
def count():
    return str([one.get("name") for one in TREE.iter("user")].count(request.args["name"]))
