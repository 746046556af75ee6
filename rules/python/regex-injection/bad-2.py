import re


def filter_names(request, names=()):
    matcher = re.compile("^" + request.GET["prefix"])  # expect: take for ever
    return [name for name in names if matcher.match(name)]
