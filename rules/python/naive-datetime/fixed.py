import datetime as dt
from datetime import datetime, timezone


def stamp(seconds):
    print(dt.datetime.fromtimestamp(seconds, timezone.utc))
    return datetime.now(timezone.utc).timestamp()
