TEMPLATE = "%s of %s"


def report(name, size, rest, table):
    print("%s has 100%% of %*d" % (name, 3, size))
    print("%(a)s" % table, "%s" % name, TEMPLATE % (name,), "%s %s" % (name, *rest))
    print("{{}} {0} {0!r:>{width}} {1.real}".format(name, size, width=9))
    print("{} {}".format(*rest), "{a}".format(**table), "{:{}}".format(name, size))
    return "{0[a]} {b.c[d]}".format(name, b=size)
