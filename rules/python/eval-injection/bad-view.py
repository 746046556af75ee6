# proof: setting(request.args.value)
from flask import Flask, request

app = Flask(__name__)


@app.route("/setting")
def setting():
    value = request.args["value"]
    space = {}
    exec("value = " + value, space)  # expect: as code
    return {"value": space["value"]}
