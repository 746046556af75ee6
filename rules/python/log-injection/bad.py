import logging

from flask import Flask, request

app = Flask(__name__)


@app.route("/login")
def login():
    logging.info("login of " + request.args["name"])  # expect: forges entries
    return "ok"
