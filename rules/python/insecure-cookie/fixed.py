from flask import Flask, make_response

app = Flask(__name__)


@app.route("/login")
def login():
    response = make_response("in")
    response.set_cookie("session_id", "42", secure=True, httponly=True)
    return response
