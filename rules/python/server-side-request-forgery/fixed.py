import requests
from flask import Flask, request

app = Flask(__name__)
PAGES = {"news": "https://news.example.com/", "shop": "https://shop.example.com/"}


@app.route("/preview")
def preview():
    return requests.get(PAGES[request.args["page"]], timeout=5).text
