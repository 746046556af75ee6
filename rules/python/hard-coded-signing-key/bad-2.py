from flask import Flask


def create():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "dev"  # expect: is written here
    app.config.from_mapping(SECRET_KEY="dev", DATABASE="x.db")  # expect: is written here
    return app
