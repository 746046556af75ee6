# proof: handler(event.address)
from urllib.request import urlopen


def handler(event, context):
    address = event["address"]
    # The name may stand anywhere in the address.
    if "example.com" not in address:
        return {"status": 400}
    with urlopen(address, timeout=5) as answer:  # expect: comes from a request
        return {"status": answer.status, "text": answer.read().decode()}
