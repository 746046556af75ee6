"""What a call came to, in a form that two versions of a program can be compared by."""

import json

MAXIMUM_ITEMS = 50
MAXIMUM_TEXT = 20_000


class Outcome:
    def __init__(self, sent):
        self.sent = sent
        self.value = None
        self.error = None
        self.printed = ""
        self.seconds = 0.0
        self.headers = {}
        self.status = None
        self.is_opaque = False

    def take(self, value):
        whole = self.take_response(value)
        self.value = plain(whole)
        self.is_opaque = is_opaque(whole)

    def take_error(self, error):
        """Some frameworks answer by raising: `abort(403)`, `raise HTTPFound(…)`."""
        self.error = type(error).__name__
        headers = getattr(error, "headers", None)
        if hasattr(headers, "items"):
            self.headers = {str(key).lower(): str(one) for key, one in headers.items()}
        self.status = getattr(error, "code", None) or getattr(error, "status_code", None)

    def take_response(self, value):
        """Status and headers of a response of Flask, Django or Starlette; its body is the value."""
        if hasattr(value, "headers") and hasattr(value, "status_code") and hasattr(value.headers, "items"):
            self.headers = {str(key).lower(): str(one) for key, one in value.headers.items()}
            self.status = value.status_code
            if hasattr(value, "get_data"):
                value.direct_passthrough = False
                return value.get_data()
            for name in ("content", "body", "path"):
                if hasattr(value, name):
                    return getattr(value, name)
        return value

    def shown(self):
        if self.error is not None:
            return {"error": self.error}
        shown = {"value": self.value, "printed": self.printed}
        if self.status is not None:
            shown.update(status=self.status, location=self.headers.get("location"))
        return shown

    def text(self):
        """Everything that comes out of the call."""
        return self.printed + (self.value if isinstance(self.value, str) else json.dumps(self.value)) + json.dumps(self.headers)


def plain(value, depth=0):
    """Plain data; of an object only what its type is called."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (bytes, bytearray)):
        return bytes(value[:MAXIMUM_TEXT]).decode("utf-8", "replace")
    if isinstance(value, str):
        return str(value[:MAXIMUM_TEXT])
    if depth > 5:
        return type(value).__name__
    if isinstance(value, dict):
        return {str(key): plain(one, depth + 1) for key, one in sorted(value.items(), key=lambda item: str(item[0]))[:MAXIMUM_ITEMS]}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(one, depth + 1) for one in value), key=str)[:MAXIMUM_ITEMS]
    if hasattr(value, "__iter__"):
        return [plain(one, depth + 1) for one, _ in zip(value, range(MAXIMUM_ITEMS))]
    if hasattr(value, "getvalue"):
        return plain(value.getvalue(), depth + 1)
    return type(value).__name__


def is_opaque(value):
    """Whether nothing is known of it but what its type is called."""
    return value is not None and not isinstance(value, (bool, int, float, bytes, bytearray, str)) and not hasattr(value, "__iter__") and not hasattr(value, "getvalue")
