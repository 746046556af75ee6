from flask import Flask, request
from lxml import etree

app = Flask(__name__)
USERS = etree.parse("users.xml")


@app.route("/login")
def login():
    name = request.args["name"]
    found = USERS.xpath("//user[@name='" + name + "']")  # expect: holds data of a request
    return str(len(found))
