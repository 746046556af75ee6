from flask import Flask, make_response, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "you")
    return "<h1>Hello " + name + "</h1>"  # expect: without escaping


@app.route("/search")
def search():
    term = request.args["q"]
    return make_response(f"<p>Nothing found for {term}</p>")  # expect: without escaping
