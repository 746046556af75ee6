import requests


def load(url):
    return requests.get(url, verify=False, timeout=5)  # expect: is not checked
