import random
import secrets


def reset(world):
    world.seed = random.randint(0, 9)
    value = random.choice(world.plants)
    return value


def choose(world):
    code = random.choice(world.codes_of_plants)
    return code


def verification_mail(account):
    pin = secrets.randbelow(900_000) + 100_000
    return account, pin
