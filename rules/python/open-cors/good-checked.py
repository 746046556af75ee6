from fnmatch import fnmatchcase


def add_headers(request, response, patterns):
    origin = request.headers.get("Origin")
    if not any(fnmatchcase(origin, pattern) for pattern in patterns):
        request.errors.append("origin")
    elif request.credentials:
        response.headers["Access-Control-Allow-Origin"] = origin
    return response


def add_header(request, response, settings):
    origin = request.headers.get("Origin")
    if origin and settings.is_allowed_origin(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
