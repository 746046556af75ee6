from Crypto.Cipher import AES
from cryptography.fernet import Fernet


def lock(key, text):
    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(text), Fernet(key).encrypt(text)
