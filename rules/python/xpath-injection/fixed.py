from flask import Flask, request
from lxml import etree

app = Flask(__name__)
USERS = etree.parse("users.xml")


@app.route("/login")
def login():
    found = USERS.xpath("//user[@name=$name]", name=request.args["name"])
    return str(len(found))
