import json
import logging


def read(path):
    try:
        return json.load(open(path))
    except (OSError, ValueError):
        logging.exception("cannot read %s", path)
        return None


def notify(people, send):
    for person in people:
        try:
            send(person)
        except Exception:
            logging.exception("cannot notify %s", person)
