"""Ways in: how a value comes to a function, through a parameter, a web framework's request, or an event's field.

A parameter is written as the program reads it: `name`, `event.query.name`, `request.args.name` (Flask, where no parameter
has that name), `request.GET.name` (Django), `self.name` for what the class is made with.
"""

import asyncio
import inspect
import io
import json
import os
import re

from assay_proofs.load import CannotRun

PLAIN_VALUES = {int: 1, float: 1.0, bool: False, str: "text", bytes: b"text", list: [], dict: {}, "int": 1, "float": 1.0, "bool": False}


class Call:
    def __init__(self, target, parameter, doubles):
        self.owner, self.method = target if isinstance(target, tuple) else (None, None)
        self.function = getattr(self.owner, self.method, None) if self.owner is not None else target
        if not callable(self.function):
            raise CannotRun("what is named is no function")
        self.root, *self.path = parameter.split(".")
        self.others = {}
        self.doubles = [(re.compile(pattern), factory) for pattern, factory in doubles]
        self.function = inspect.unwrap(self.function)
        self.signature = inspect.signature(self.function)

    def __call__(self, value):
        """Calls the function with the value in its place."""
        names = list(self.signature.parameters)
        if self.root in names or self.owner is not None and self.root in inspect.signature(self.owner).parameters:
            return self.finish(value)
        if self.root == "request" and self.path:
            return self.in_flask(value)
        raise CannotRun(f"there is no parameter {self.root}")

    def finish(self, value):
        function = self.function
        if self.owner is not None and not isinstance(inspect.getattr_static(self.owner, self.method), (staticmethod, classmethod)):
            function = getattr(self.owner(**self.arguments(inspect.signature(self.owner), value)), self.method)
        elif self.owner is not None:
            function = getattr(self.owner, self.method)
        result = function(**self.arguments(inspect.signature(function), value))
        return asyncio.run(result) if inspect.iscoroutine(result) else result

    def in_flask(self, value):
        import flask

        module = inspect.getmodule(self.function)
        applications = [one for one in vars(module).values() if isinstance(one, flask.Flask)]
        application = applications[0] if applications else flask.Flask("program")
        application.secret_key = application.secret_key or "text"
        with application.test_request_context("/", **request_parts(self.path, value)):
            return application.make_response(self.finish(value))

    def arguments(self, signature, value):
        given = {}
        for name, parameter in signature.parameters.items():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            if name == self.root:
                given[name] = self.entry(name, parameter, value)
            elif name in self.others or parameter.default is parameter.empty or any(pattern.search(name) for pattern, _ in self.doubles):
                given[name] = self.plain(name, parameter)
        return given

    def entry(self, name, parameter, value):
        if not self.path:
            return value
        if self.path[0] in ("GET", "POST", "COOKIES", "META", "headers", "body") and name == "request":
            return django_request(self.path, value)
        for part in reversed(self.path):
            value = Record({part: value})
        return value

    def plain(self, name, parameter):
        for pattern, factory in self.doubles:
            if pattern.search(name):
                return factory()
        if name in self.others:
            return self.others[name]
        if name == "request":
            return django_request(["GET", "page"], "1")
        annotation = parameter.annotation
        if isinstance(annotation, type) and issubclass(annotation, os.PathLike):
            return annotation("text")
        return PLAIN_VALUES.get(annotation, "text")


class Record(dict):
    """A mapping whose entries are attributes too."""

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)


def request_parts(path, value):
    """A Flask request in which the value stands where the program reads it."""
    place, name = path[0], path[1] if len(path) > 1 else "value"
    if place in ("args", "values"):
        return {"query_string": {name: value}}
    if place == "form":
        return {"method": "POST", "data": {name: value}}
    if place == "json":
        return {"method": "POST", "json": {name: value} if len(path) > 1 else value}
    if place in ("data", "stream"):
        return {"method": "POST", "data": value, "content_type": "text/plain"}
    if place == "headers":
        return {"headers": {name: value}}
    if place == "cookies":
        return {"headers": {"Cookie": f"{name}={value}"}}
    if place == "files":
        return {"method": "POST", "data": {name: (io.BytesIO(b"text"), value)}}
    raise CannotRun(f"nothing is sent through request.{place}")


def django_request(path, value):
    from django.conf import settings

    if not settings.configured:
        import django

        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="text", ROOT_URLCONF="program", TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}])
        django.setup()
    from django.test import RequestFactory

    place, name = path[0], path[1] if len(path) > 1 else "value"
    make = RequestFactory()
    if place == "POST":
        return make.post("/", {name: value})
    if place == "body":
        value = {name: value} if len(path) > 1 else value
        return make.generic("POST", "/", value if isinstance(value, (str, bytes)) else json.dumps(value), content_type="application/json")
    request = make.get("/", {name: value} if place == "GET" else {})
    if place == "COOKIES":
        request.COOKIES[name] = value
    if place == "META":
        request.META[name] = value
    if place == "headers":
        request.META["HTTP_" + name.upper().replace("-", "_")] = value
    return request
