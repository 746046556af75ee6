# proof: handler(event.prefix)
import re

NAMES = ("text of the first day in the first month", "text of the second day in the first month")


def handler(event, context):
    matcher = re.compile("^" + event["prefix"])  # expect: take for ever
    return {"names": [name for name in NAMES if matcher.match(name)], "stage": context}
