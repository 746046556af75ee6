# proof: handler(event.address)
from urllib.parse import urlsplit
from urllib.request import urlopen


def handler(event, context):
    parts = urlsplit(event["address"])
    if parts.netloc != "example.com" or parts.scheme != "http":
        return {"status": 400}
    with urlopen(f"http://example.com{parts.path}", timeout=5) as answer:
        return {"status": answer.status, "text": answer.read().decode()}
