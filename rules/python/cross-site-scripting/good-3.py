from django.shortcuts import render
from django.utils.html import format_html
from fastapi import FastAPI
from flask import Flask, render_template, request

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
