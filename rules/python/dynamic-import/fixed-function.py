# proof: load(request.args.name)
from flask import request

KNOWN = ("report",)


def load():
    name = request.args["name"]
    if name not in KNOWN:
        raise LookupError(name)
    import report

    return {"name": name, "title": report.title}
