import ssl
import requests


def load(url):
    return requests.get(url, verify="/etc/ssl/own.pem", timeout=5), requests.get(url, timeout=5)


CONTEXT = ssl.create_default_context()
