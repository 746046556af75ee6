import json
import logging


def read(path):
    try:
        return json.load(open(path))
    except (OSError, ValueError):
        logging.exception("cannot read %s", path)
        return None


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        pass
    try:
        import simplejson
    except ImportError:
        simplejson = None
    return simplejson


def notify(person, send):
    try:
        send(person)
    except Exception:
        # A lost notification must not stop the order; the mail server keeps its own log.
        pass


def guarded(action):
    try:
        action()
    except Exception as problem:
        raise RuntimeError("failed") from problem
