import math


def check(price, tax):
    if math.isclose(price * 1.1, 11):
        return True
    return math.isclose((price + 2) * 0.2, tax)
