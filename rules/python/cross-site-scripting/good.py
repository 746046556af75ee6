from django.http import HttpResponse
from django.utils.html import escape, format_html
from flask import Flask, jsonify, render_template, request
from markupsafe import escape as escape_text

app = Flask(__name__)


def greet(request):
    return HttpResponse("Hello " + escape(request.GET["name"]))


def badge(request):
    return HttpResponse(format_html("<b>{}</b>", request.GET["title"]))


@app.route("/a")
def a():
    return f"<p>{escape_text(request.args['q'])}</p>"


@app.route("/b")
def b():
    return render_template("b.html", name=request.args["name"])


@app.route("/c")
def c():
    return jsonify(name=request.args["name"])


@app.route("/d")
def d():
    return "<p>%d</p>" % int(request.args["n"])
