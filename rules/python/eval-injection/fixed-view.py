# proof: setting(request.args.value)
from ast import literal_eval

from flask import Flask, request

app = Flask(__name__)


@app.route("/setting")
def setting():
    value = request.args["value"]
    return {"value": literal_eval(value)}
