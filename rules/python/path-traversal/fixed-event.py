# proof: handler(event.name)
import os

FOLDER = "."


def handler(event, context):
    name = os.path.basename(event["name"])
    path = os.path.join(FOLDER, name)
    size = 0
    with open(path, "rb") as file:
        size = len(file.read())
    return {"size": size, "stage": str(context)}
