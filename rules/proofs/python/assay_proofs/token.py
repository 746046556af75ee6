"""A token that must not be believed: it is signed with another key, or not at all."""

import base64
import hashlib
import hmac
import json
import os

from assay_proofs.frame import prove

KEY = "a-key-that-is-long-enough-for-any-check-of-its-length-0123456789"
NAMES = ("sub", "user", "name", "id", "role", "email")


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(value, key, algorithm):
    claims = dict.fromkeys(NAMES, value)
    text = ".".join(encode(json.dumps(one).encode()) for one in ({"alg": algorithm, "typ": "JWT"}, claims))
    signature = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest() if algorithm == "HS256" else b""
    return f"{text}.{encode(signature)}"


def prove_token():
    os.environ.update(JWT_KEY=KEY, JWT_SECRET=KEY, SECRET_KEY=KEY)
    attacks = [sign("canary", "another key", "HS256"), sign("canary", "", "none"), sign("canary", "", "None"), sign("canary", "", "HS256")]
    prove(benign=sign("ordinary", KEY, "HS256"), attacks=attacks, is_exploited=lambda outcome: outcome.error is None and "canary" in outcome.text(), doubles=[(r"(?i)key|secret", lambda: KEY)])
