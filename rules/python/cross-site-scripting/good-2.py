from flask import Blueprint, Response, request
from html import escape

pages = Blueprint("pages", __name__)


@pages.route("/sum")
def calculate():
    return f"<p>{eval(request.args['sum'])}</p>"


@pages.route("/text")
def text():
    return Response("You said " + request.args["text"], mimetype="text/plain")


@pages.route("/card/<title>")
def card(title):
    html = "<div>" + escape(title) + "</div>"
    return html


@pages.route("/page/<int:number>")
def page(number):
    return f"<p>Page {number}</p>"
