import hashlib
import zlib


def fingerprint(data, algorithm):
    first = hashlib.sha256(data).hexdigest()
    second = hashlib.md5(data, usedforsecurity=False).hexdigest()
    third = hashlib.new("sha512", data)
    fourth = hashlib.new(algorithm, data)
    return first, second, third, fourth, zlib.crc32(data)


class Row:
    def md5(self):
        return self.md5()
