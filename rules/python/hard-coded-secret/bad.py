import os

import requests

DATABASE_PASSWORD = "x7Kp2mQ9vLz4"  # expect: `DATABASE_PASSWORD` holds a secret that is written into the code
SETTINGS = {
    "api_key": "b1946ac92492d2347c6235b4d2611184",  # expect: `api_key` holds a secret
}


class Mail:
    secret_key = b"7hG3kd82Lm0sPq5x"  # expect: `secret_key` holds a secret

    def __init__(self, password="Tr0ub4dor&3x"):  # expect: `password` holds a secret
        self.token = os.environ.get("MAIL_TOKEN", "q8w7e6r5t4y3u2i1o0")  # expect: `MAIL_TOKEN` holds a secret


def fetch(url, password):
    if password == "letM3in-9431":  # expect: `password` holds a secret
        return None
    return requests.get(url, auth=("shop", "AKIAQ7ZK3PLMWD2VXN4T"))  # expect: This string is an AWS access key id
