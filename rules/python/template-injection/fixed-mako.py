# proof: handler(event.text)
from mako.template import Template


def handler(event, context):
    text = event["text"]
    return {"page": Template("${text}", default_filters=["h"]).render(text=text, stage=context)}
