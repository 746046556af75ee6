import os

PASSWORD = os.environ["DATABASE_PASSWORD"]
PASSWORD_FIELD = "id_password1_field"
TOKEN_URL = "https://login.example.net/oauth/token"
api_key = ""
secret = "changeme"
password = "your-password-here"
PASSWORD_HASHERS = ["shop.hashers.Argon2Hasher"]
password_reset_template = "registration/password_reset.html"
token = "<token>"
access_key = "xxxxxxxxxxxxxxxxxxxx"
example_key = "AKIAIOSFODNN7EXAMPLE"
MESSAGES = {"password": "The password is too short.", "token": "%(token)s"}


def check(password, kind):
    if password == "":
        return False
    return kind == "refresh_token"


def connect(password=None, token="default"):
    return dict(password="%s" % password, secret_name="shop/database/main7")
