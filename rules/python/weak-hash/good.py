import hashlib
import zlib

from cryptography.hazmat.primitives import hashes


def fingerprint(data, algorithm):
    first = hashlib.sha256(data).hexdigest()
    second = hashlib.md5(data, usedforsecurity=False).hexdigest()
    third = hashlib.new("sha512", data)
    fourth = hashlib.new(algorithm, data)
    return first, second, third, fourth, zlib.crc32(data)


class Row:
    def md5(self):
        return self.md5()


def etag_of(text):
    return hashlib.sha1(text).hexdigest()


def shown(certificate):
    return certificate.fingerprint(hashes.SHA1())


def identifier(person):
    return hashlib.sha1(person.name.encode()).hexdigest()


def stored(content):
    content_hash = hashlib.md5(content)
    return content_hash.hexdigest()
