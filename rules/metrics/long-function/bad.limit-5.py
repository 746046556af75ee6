def main():  # expect: `main` has 8 lines of code, without comments, docstrings, blank lines and inner functions; at most 5 are wanted
    # Comments and blank lines do not count.

    a = 1
    b = 2
    c = 3
    d = 4
    e = 5
    if a < b:
        print(a, b, c, d, e)
