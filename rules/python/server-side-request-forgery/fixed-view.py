# proof: preview(request.args.url)
from urllib.parse import urlsplit

import requests
from flask import Flask, abort, request

app = Flask(__name__)
HOSTS = frozenset(["example.com"])


@app.route("/preview")
def preview():
    parts = urlsplit(request.args["url"])
    if parts.hostname not in HOSTS:
        abort(400)
    return requests.get("http://example.com" + parts.path, timeout=5, allow_redirects=False).text
