# proof: handler(event.name)
import os

FOLDER = "."


def handler(event, context):
    # Taking away the dots once leaves those that come together by it.
    name = event["name"].replace("../", "")
    path = os.path.join(FOLDER, name)
    size = 0
    with open(path, "rb") as file:  # expect: comes from a request
        size = len(file.read())
    return {"size": size, "stage": str(context)}
