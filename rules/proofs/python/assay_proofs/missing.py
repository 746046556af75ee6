"""Stands in for packages that are not installed here, and for the network: what needs them still loads and goes on."""

import importlib.abc
import importlib.machinery
import io
import sys
import types
import urllib.request


class Anything:
    """Is called, asked for attributes and used as a decorator without complaint."""

    def __init__(self, *_, **__):
        """Takes whatever the real one takes."""

    def __call__(self, *given, **_):
        return given[0] if len(given) == 1 and isinstance(given[0], (types.FunctionType, type)) else self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class StandIn(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        bases = (Exception,) if name.endswith(("Error", "Exception", "Warning", "NotFound", "Invalid")) else (Anything,)
        found = type(name, bases, {}) if name[:1].isupper() else Anything()
        setattr(self, name, found)
        return found


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked last: what nobody else finds is no module of the standard library nor of the project."""

    def find_spec(self, name, path, target=None):
        top = name.partition(".")[0]
        is_missing = top == name or isinstance(sys.modules.get(top), StandIn)
        if not is_missing or top.startswith("_") or top in sys.stdlib_module_names or top in NOT_STOOD_FOR:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        """There is nothing to run."""


# The way that programs ask whether it is there.
NOT_STOOD_FOR = {"sitecustomize", "usercustomize"}


class Answer(io.BytesIO):
    """What a server would send."""

    status = code = 200
    headers = {"Content-Type": "text/plain", "Content-Length": "4"}

    def __init__(self, *_, **__):
        super().__init__(b"text")

    def info(self):
        return self.headers

    def geturl(self):
        return "http://example.test/"


def stand_in():
    sys.meta_path.append(Finder())
    urllib.request.urlopen = Answer
    urllib.request.OpenerDirector.open = lambda self, *_, **__: Answer()
