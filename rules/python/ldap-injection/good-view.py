# proof: known(request.args.name)
from flask import Flask, request
from ldap3 import Connection, Server

app = Flask(__name__)


@app.route("/known")
def known(connection=None):
    connection = connection or Connection(Server("localhost"), auto_bind=True)
    connection.search("dc=example", "(uid=text)")
    return str([entry.entry_dn for entry in connection.entries].count(request.args["name"]))
