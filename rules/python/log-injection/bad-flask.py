# proof: login(request.form.name)
import logging

from flask import Flask, request

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    logging.warning("login of " + request.form["name"])  # expect: forges entries
    return "ok"
