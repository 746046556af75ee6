from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class Vault:
    def __init__(self, key):
        self.cipher = Cipher(algorithms.AES(key), modes.ECB())  # expect: is broken
