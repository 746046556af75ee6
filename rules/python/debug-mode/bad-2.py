from flask import Flask


def create():
    app = Flask(__name__)
    app.config["DEBUG"] = True  # expect: Debug mode is on
    return app
