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


@app.route("/export")
def export():
    memory_file = export_to_csv(request.args["filter"])
    return send_file(memory_file, download_name="export.csv")


def screens(request):
    digest = request.POST["hash"]
    if not is_md5(digest):
        return None
    return open("/srv/uploads/" + digest)


@app.route("/cover")
def cover():
    return send_file(cache.get(f"cover-{request.args['size']}"))
