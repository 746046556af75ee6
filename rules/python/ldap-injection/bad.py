import ldap
from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    connection = ldap.initialize("ldap://localhost")
    query = "(uid=" + request.args["name"] + ")"
    return str(connection.search_s("dc=example", ldap.SCOPE_SUBTREE, query))  # expect: not escaped
