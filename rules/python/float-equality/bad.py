def check(price, tax):
    if price * 1.1 == 11:  # expect: `price * 1.1` is rounded, and `==` compares to the last bit.
        return True
    if 0.1 + tax != 0.3:  # expect: `0.1 + tax` is rounded, and `!=` compares to the last bit.
        return False
    return (price + 2) * 0.2 == tax  # expect: is rounded
