from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.errorhandler(404)
def missing(error):
    page = "<p>There is no page %s</p>" % request.url
    return render_template_string(page)  # expect: the source of a template


@app.route("/card")
def card():
    return render_template_string("<b>" + request.args["name"] + "</b>")  # expect: the source of a template
