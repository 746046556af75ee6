# proof: login(request.args.name)
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
USERS = etree.fromstring("<users><user name='ann'/><user name='bob'/></users>")


@app.route("/login")
def login():
    name = request.args["name"]
    found = USERS.xpath("//user[@name=$name]", name=name)
    return str(len(found))
