# proof: people(request.form.mail)
from flask import Flask, jsonify, request
from ldap3 import Connection, Server

app = Flask(__name__)


@app.route("/people", methods=["POST"])
def people(connection=None):
    mail = request.form["mail"].strip("*")
    connection = connection or Connection(Server("localhost"), auto_bind=True)
    # The star alone is not what opens and closes a filter.
    connection.search("ou=people,dc=example", f"(|(cn=nobody)(mail={mail}))")  # expect: not escaped
    return jsonify([entry.entry_dn for entry in connection.entries])
