from Crypto.PublicKey import RSA

BITS = 512


class Identity:
    key = RSA.generate(BITS)  # expect: can be broken
