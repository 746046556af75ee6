import ssl
import requests


class Client:
    def __init__(self):
        self.session = requests.Session()
        self.session.verify = False  # expect: is not checked

    def context(self):
        context = ssl.create_default_context()
        # One flaw, told once.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # expect: is not checked
        return context
