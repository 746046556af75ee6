import json


def read(path):
    try:
        return json.load(open(path))
    except:  # expect: This `except` throws every error away, also an interrupt and an exit
        pass


def notify(people, send):
    for person in people:
        try:
            send(person)
            # expect-next-line: This `except Exception` throws the error away
        except Exception:
            continue


def save(record):
    try:
        record.save()
        # expect-next-line: This `except (ValueError, BaseException)` throws the error away
    except (ValueError, BaseException) as problem:
        ...
