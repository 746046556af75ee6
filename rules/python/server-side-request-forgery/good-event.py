# proof: handler(event.address)
from urllib.parse import urlsplit


def handler(event, context):
    return {"host": urlsplit(event["address"]).hostname}
