def check(size, name):
    assert (size > 0, "size must be positive")  # expect: This asserts a tuple, which is always true
    assert (name,)  # expect: This asserts a tuple
