# proof: profile(request.headers.Authorization)
import os

import jwt
from flask import Flask, request

app = Flask(__name__)


@app.route("/profile")
def profile():
    token = request.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"])
    return claims["name"]
