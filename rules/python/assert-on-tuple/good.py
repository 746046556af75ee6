def check(size, name, pair):
    assert (size > 0), "size must be positive"
    assert (size > 0 and name)
    assert pair == (size, name)
    assert ()
