import math


def check(price, tax):
    if math.isclose(price * 1.1, 11):
        return True
    # Held exactly.
    if price * 0.5 == 11 or price + 0.25 != tax:
        return False
    if price == 0.1:
        return False
    return round(price * 1.1) == 11 or price * 1.1 > 11 or price + 1 == tax
