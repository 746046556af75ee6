import datetime as dt
from datetime import datetime


def stamp(seconds):
    print(dt.datetime.utcfromtimestamp(seconds))  # expect: `datetime.utcfromtimestamp` gives a time that does not know it is UTC
    return datetime.utcnow().timestamp()  # expect: `datetime.utcnow` gives a time that does not know it is UTC
