from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.route("/card")
def card():
    return render_template_string("<b>{{ name }}</b>", name=request.args["name"])


def extra(request, environment, tag_form):
    form = tag_form(request.form)
    return environment.from_string(form.extra_content()).render()
