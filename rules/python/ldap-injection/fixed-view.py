# proof: user(request.args.name)
from flask import Flask, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/user")
def user(connection=None):
    query = "(uid=" + escape_filter_chars(request.args["name"]) + ")"
    connection = connection or Connection(Server("localhost"), auto_bind=True)
    connection.search("dc=example", query)
    return str(len(connection.entries))
