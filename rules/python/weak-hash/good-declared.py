import hashlib


def cache_key(secret_name, text):
    secret_key = hashlib.md5((secret_name + text).encode("utf-8"), usedforsecurity=False).hexdigest()
    return secret_key
