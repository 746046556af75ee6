import random
import string

system = random.SystemRandom()


def issue(user):
    token = "".join(system.choice(string.ascii_letters) for _ in range(32))
    return user, token


def colours(seed):
    generator = random.Random(seed)
    colour = generator.choice(["red", "green"])
    return colour
