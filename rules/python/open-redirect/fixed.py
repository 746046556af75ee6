from flask import Flask, redirect, request

app = Flask(__name__)
PAGES = {"home": "/home", "profile": "/profile"}


@app.route("/login", methods=["POST"])
def login():
    return redirect(PAGES[request.args["next"]])
