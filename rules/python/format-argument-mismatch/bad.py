def report(name, size, path):
    print("%s has %d bytes" % (name,))  # expect: The format has 2 holes for 1 value
    print("%s" % (name, size))  # expect: The format has 1 hole for 2 values
    print("{} has {} bytes".format(name))  # expect: The format has 2 holes for 1 value
    print("{0} at {path}".format(name, place=path))  # expect: The format asks for `path`, which is not given
    return "{}".format(name, size)  # expect: The format has 1 hole for 2 values; the rest is left out
