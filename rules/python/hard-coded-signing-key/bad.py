import jwt
from flask import Flask

app = Flask(__name__)
app.secret_key = "winter-is-long"  # expect: is written here


def token(user):
    return jwt.encode({"user": user}, "s3cr3t", algorithm="HS256")  # expect: is written here
