import random
import string


def generate_reset_token(length=20):
    return "".join(random.choice(string.ascii_letters) for _ in range(length))  # expect: can be predicted


def make_otp():
    return random.randint(100000, 999999)  # expect: can be predicted
