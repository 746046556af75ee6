# proof: handler(event.text)
from markupsafe import escape


def handler(event, context):
    return {"page": str(escape(event["text"])), **({} if context else {"stage": "none"})}
