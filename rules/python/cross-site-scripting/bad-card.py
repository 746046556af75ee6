# proof: card(title)
from flask import Blueprint

pages = Blueprint("pages", __name__)


@pages.route("/card/<title>")
def card(title):
    return f'<div class="card" title="{title}">{title}</div>'  # expect: without escaping
