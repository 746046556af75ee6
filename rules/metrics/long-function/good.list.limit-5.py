def main():
    # From top to bottom without a branch.
    a = 1
    b = 2
    c = 3
    d = 4
    e = 5
    print(a, b, c, d, e)
