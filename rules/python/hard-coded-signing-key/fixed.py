import os

import jwt
from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


def token(user):
    return jwt.encode({"user": user}, app.secret_key, algorithm="HS256")
