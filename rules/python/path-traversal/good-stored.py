import gridfs
from django.contrib.staticfiles import finders
from flask import Flask, request, send_file

app = Flask(__name__)


@app.route("/upload")
def upload():
    store = gridfs.GridFS(database())
    data = store.get(request.args["id"])
    return send_file(data, download_name=data.filename)


def style(request):
    path = finders.find(request.GET["u"])
    with open(path) as file:
        return file.read()
