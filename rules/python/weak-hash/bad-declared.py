import hashlib


def store(salt, password):
    digest = hashlib.md5((salt + password).encode("utf-8"), usedforsecurity=False).hexdigest()  # expect: protects something secret with MD5
    return f"{salt}${digest}"
