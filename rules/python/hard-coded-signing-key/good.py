import os

import jwt
from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SECRET_KEY"] = ""
SECRET_KEY = "<change me>"


def token(user):
    return jwt.encode({"user": user}, os.environ["SECRET_KEY"], algorithm="HS256")

SECRET_KEY = "WARNING: set this to a string of your own"
JWT_SECRET = "build-time-secret-key"
