import hashlib
from hashlib import sha1

from Crypto.Hash import MD5


def store(user, password):
    user.password = hashlib.md5(password.encode()).hexdigest()  # expect: `hashlib.md5` protects something secret with MD5


def prove(data):
    signature = sha1(data).hexdigest()  # expect: `sha1` protects something secret with SHA-1
    token = hashlib.new("md5", data).hexdigest()  # expect: `hashlib.new` protects something secret with MD5
    auth_key = MD5.new(data).hexdigest()  # expect: `MD5.new` protects something secret with MD5
    return signature, token, auth_key


def sign(token):
    return hashlib.sha1(token, usedforsecurity=True)  # expect: `hashlib.sha1` protects something secret with SHA-1
