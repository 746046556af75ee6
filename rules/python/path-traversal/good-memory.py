import io
from io import BytesIO
from flask import Flask, request, send_file

app = Flask(__name__)


@app.route("/a")
def a():
    return send_file(io.BytesIO(request.get_data()), mimetype="text/plain")


@app.route("/b")
def b():
    buf = BytesIO()
    buf.write(request.data)
    buf.seek(0)
    return send_file(buf, download_name=request.args["name"])


@app.route("/c")
def c():
    out = render(request.args["q"])
    return send_file(BytesIO(out), as_attachment=True, download_name="x")


@app.route("/d")
def d():
    f = io.StringIO(request.args["q"])
    return send_file(f)
