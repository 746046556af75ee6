import importlib

BACKENDS = {"json": "shop.backends.json", "xml": "shop.backends.xml"}


def backend(name):
    return importlib.import_module(BACKENDS[name])


def plugin(name):
    return importlib.import_module("shop.plugins." + name)


def sibling(name):
    return importlib.import_module(f".{name}", package=__package__)


def unknown(application, name):
    return importlib.import_module("%s.%s" % (application, name))


def suffix(package):
    return importlib.import_module("%s.commands" % package), __import__(__name__ + "." + package)


def constant():
    return __import__("os." + "path")
