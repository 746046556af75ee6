import hashlib


def store(user, password, salt):
    user.password = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def fingerprint(data):
    return hashlib.sha256(data).hexdigest()


def cache_key(data):
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
