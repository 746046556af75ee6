def check(size, name):
    assert size > 0, "size must be positive"
    assert name
