from flask import Flask, make_response, request

app = Flask(__name__)


@app.after_request
def share(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")  # expect: together with credentials
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.route("/me")
def me():
    response = make_response("me")
    origin = request.headers.get("Origin", "")
    response.headers["Access-Control-Allow-Origin"] = origin  # expect: together with credentials
    return response
