import re


def filter_names(request, names=()):
    matcher = re.compile("^" + re.escape(request.GET["prefix"]))
    return [name for name in names if matcher.match(name)]


def check(request):
    return re.fullmatch(r"[a-z]+", request.GET["name"])
