# proof: handler(event.prefix)
NAMES = ("text of the first day in the first month", "text of the second day in the first month")


def handler(event, context):
    return {"names": [name for name in NAMES if name.startswith(event["prefix"])], "stage": context}
