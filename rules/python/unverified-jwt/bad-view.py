# proof: profile(request.headers.Authorization)
import os

import jwt
from flask import Flask, request

app = Flask(__name__)


@app.route("/profile")
def profile():
    token = request.headers["Authorization"].removeprefix("Bearer ")
    header = jwt.get_unverified_header(token)
    # The sender chooses the algorithm, and the check with it.
    isChecked = header["alg"] == "HS512"
    claims = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS512"]) if isChecked else jwt.decode(token, options={"verify_signature": False})  # expect: is not checked
    return claims["name"]
