# proof: card(title)
from flask import Blueprint
from markupsafe import escape

pages = Blueprint("pages", __name__)


@pages.route("/card/<title>")
def card(title):
    return f'<div class="card" title="{escape(title)}">{escape(title)}</div>'
