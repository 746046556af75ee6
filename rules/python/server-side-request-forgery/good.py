import requests
from urllib.parse import urlparse
from flask import Flask, request

app = Flask(__name__)
HOSTS = {"a": "https://a.example.com/status", "b": "https://b.example.com/status"}


@app.route("/status")
def status():
    return requests.get(HOSTS[request.args["host"]], timeout=5).text


@app.route("/preview")
def preview():
    url = request.args["url"]
    if urlparse(url).hostname not in ("img.example.com",):
        return "no", 400
    return requests.get(url, timeout=5).text


def own():
    return requests.get("https://example.com/", timeout=5).text
