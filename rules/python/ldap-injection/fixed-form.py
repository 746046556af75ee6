# proof: people(request.form.mail)
from flask import Flask, jsonify, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/people", methods=["POST"])
def people(connection=None):
    mail = escape_filter_chars(request.form["mail"].strip("*"))
    connection = connection or Connection(Server("localhost"), auto_bind=True)
    connection.search("ou=people,dc=example", f"(|(cn=nobody)(mail={mail}))")
    return jsonify([entry.entry_dn for entry in connection.entries])
