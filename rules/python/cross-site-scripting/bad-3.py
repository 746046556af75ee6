from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from flask import Blueprint, request

app = FastAPI()
pages = Blueprint("pages", __name__)


@app.get("/hello", response_class=HTMLResponse)
async def hello(name: str):
    return f"<h1>Hello {name}</h1>"  # expect: without escaping


@app.get("/search")
async def search(q: str = ""):
    return HTMLResponse(content="<p>No results for %s</p>" % q)  # expect: without escaping


@pages.route("/card/<title>")
def card(title):
    html = "<div>" + title
    html += "</div>"
    return html  # expect: without escaping
