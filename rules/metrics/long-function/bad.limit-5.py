def main():  # expect: `main` has 7 lines of code; at most 5 are wanted
    # Comments and blank lines do not count.

    a = 1
    b = 2
    c = 3
    d = 4
    e = 5
    print(a, b, c, d, e)
