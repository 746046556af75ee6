import os

import requests

DATABASE_PASSWORD = os.environ["DATABASE_PASSWORD"]
SETTINGS = {"api_key": os.environ["API_KEY"]}


def fetch(url, password_matches):
    if password_matches:
        return None
    return requests.get(url, auth=(os.environ["SHOP_USER"], os.environ["SHOP_KEY"]))
