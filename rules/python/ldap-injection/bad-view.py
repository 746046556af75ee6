# proof: user(request.args.name)
from flask import Flask, request
from ldap3 import Connection, Server

app = Flask(__name__)


@app.route("/user")
def user(connection=None):
    query = "(uid=" + request.args["name"] + ")"
    connection = connection or Connection(Server("localhost"), auto_bind=True)
    connection.search("dc=example", query)  # expect: not escaped
    return str(len(connection.entries))
