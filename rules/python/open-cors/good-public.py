from flask import Flask, request

app = Flask(__name__)


# Without credentials an answer is what anybody may ask for.
@app.after_request
def share(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    return response
