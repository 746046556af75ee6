# proof: after_login(request.form.next)
from flask import Blueprint, redirect, request

pages = Blueprint("pages", __name__)


@pages.route("/login", methods=["POST"])
def after_login():
    target = request.form.get("next") or "/"
    return redirect(target)  # expect: it can lead to any site
