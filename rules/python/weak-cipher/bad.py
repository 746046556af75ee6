from Crypto.Cipher import AES, DES


def lock(key, text):
    return DES.new(key).encrypt(text)  # expect: is broken


def lock_blocks(key, text):
    return AES.new(key, AES.MODE_ECB).encrypt(text)  # expect: is broken
