"""Loads a file of the project as the module that it is, and finds the function in it."""

import importlib
import os
import sys


class CannotRun(Exception):
    """Why nothing can be proven here."""


def load(file, name):
    """The function, or the pair of a class and the method's name."""
    module = load_module(file)
    owner, _, method = name.rpartition(".")
    found = module
    for part in (owner or method).split("."):
        found = getattr(found, part, None)
    if found is None:
        raise CannotRun(f"{name} cannot be imported from {file}")
    return (found, method) if owner else unwrapped(found)


def unwrapped(function):
    """Frameworks leave a view as it is or keep it; anything else is called as it stands."""
    return function


def load_module(file):
    folder, base = os.path.split(os.path.abspath(file))
    parts = [base.removesuffix(".py")]
    sys.path.insert(0, os.getcwd())
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, base = os.path.split(folder)
        parts.insert(0, base)
    sys.path.insert(0, folder)
    try:
        if all(part.isidentifier() for part in parts):
            return import_by_name(parts, file)
        specification = importlib.util.spec_from_file_location("program", file)
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        return module
    except (Exception, SystemExit) as error:  # Whatever the module does while it loads.
        raise CannotRun(f"{file} cannot be loaded: {type(error).__name__}: {error}") from error


def import_by_name(parts, file):
    """A folder without `__init__.py` is a package too, where its modules name each other by dots."""
    try:
        return importlib.import_module(".".join(parts))
    except ImportError as error:
        whole = os.path.relpath(file).removesuffix(".py").split(os.sep)
        if "relative import" not in str(error) or whole == parts:
            raise
        return importlib.import_module(".".join(whole))
