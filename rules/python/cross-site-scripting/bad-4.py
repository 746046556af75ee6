from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from flask import Flask, request

app = Flask(__name__)


def card(request):
    color = request.GET.get("color", "black")
    return render(request, "card.html", {"style": mark_safe("<p style='color:" + color + "'>")})  # expect: without escaping


def summary(request):
    return format_html("<b>" + request.GET["q"] + "</b>")  # expect: without escaping


@app.get("/greet")
def greet():
    return f"<h2>Welcome {request.args['name']}</h2>"  # expect: without escaping
