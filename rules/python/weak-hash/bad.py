import hashlib
from hashlib import sha1

from Crypto.Hash import MD5


def store(user, password):
    user.password = hashlib.md5(password.encode()).hexdigest()  # expect: `hashlib.md5` protects something secret with MD5


def fingerprint(data):
    first = sha1(data).hexdigest()  # expect: `sha1` makes an SHA-1 hash
    second = hashlib.new("md5", data).hexdigest()  # expect: `hashlib.new` makes an MD5 hash
    third = MD5.new(data).hexdigest()  # expect: `MD5.new` makes an MD5 hash
    return first, second, third


def sign(token):
    return hashlib.sha1(token, usedforsecurity=True)  # expect: `hashlib.sha1` protects something secret with SHA-1
