# proof: restore(request.data)
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route("/restore", methods=["POST"])
def restore():
    state = pickle.loads(request.data)  # expect: `pickle.loads` runs whatever code
    return str(sorted(state))
