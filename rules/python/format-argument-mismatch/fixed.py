def report(name, size, path):
    print("%s has %d bytes" % (name, size))
    print("%s" % (name,))
    print("{} has {} bytes".format(name, size))
    print("{0} at {path}".format(name, path=path))
    return "{}".format(name)
