# proof: handler(event.text)
from mako.template import Template


def handler(event, context):
    # Braces of one engine are stopped, those of this one are not.
    text = event["text"].replace("{{", "")
    return {"page": Template(text, default_filters=["h"]).render(stage=context)}  # expect: the source of a template
