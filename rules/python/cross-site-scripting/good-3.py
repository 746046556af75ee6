from django.shortcuts import render
from django.utils.html import format_html
from fastapi import FastAPI
from flask import Flask, make_response, render_template, request
from markupsafe import Markup

api = FastAPI()
app = Flask(__name__)


def card(request):
    return render(request, "card.html", {"color": request.GET["color"]})


def summary(request):
    return format_html("<b>{}</b>", request.GET["q"])


@api.get("/label")
def label(name: str):
    return f"label of {name}"


@app.get("/greet")
def greet():
    return render_template("greet.html", name=request.args["name"])


@app.route("/overview")
def overview():
    form = SearchForm(request.form)
    output = render_template("overview.html", form=form, sort=request.args.get("sort"))
    return output


@app.route("/patch")
def patch():
    answer = make_response("\n".join(lines_of(request.args["name"])))
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    return answer


def icon(name):
    return Markup(f'<img src="{request.script_root}/static/icon.svg">')
