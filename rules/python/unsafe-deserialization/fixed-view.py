# proof: restore(request.data)
import io
import pickle

from flask import Flask, request

app = Flask(__name__)


class PlainUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(name)


@app.route("/restore", methods=["POST"])
def restore():
    state = PlainUnpickler(io.BytesIO(request.data)).load()
    return str(sorted(state))
