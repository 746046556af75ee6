# proof: card(request.args.name)
from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.route("/card")
def card():
    name = request.args["name"]
    return render_template_string("<b>%s</b>" % name)  # expect: the source of a template
