import random
import string
import time


def issue(user):
    generator = random.Random(time.time_ns())
    token = "".join(generator.choice(string.ascii_letters) for _ in range(32))  # expect: can be predicted
    return user, token
